import type { ProjectKind } from "@/db/schema/project-lists";
import { housing } from "./housing";
import { infrastructure } from "./infrastructure";
import { livelihood } from "./livelihood";
import type { Store } from "./store";

/**
 * The server's half of a kind: where its details lie and what they bring along. The pure half is
 * in kinds/; neither compiles without all three.
 */
const stores = { livelihood, housing, infrastructure } satisfies { [K in ProjectKind]: Store<K> };

/** The store of a kind known only at run time: what it is given is always of its own kind. */
export const storeOf = (kind: ProjectKind) => stores[kind] as unknown as Store<ProjectKind>;
