import { audit } from "@/app/text/audit";

/** The events that have words, as the trail spells them: "person.role_given". */
export const eventCodes = Object.keys(audit.vi.events).map((key) => key.replace("_", "."));
