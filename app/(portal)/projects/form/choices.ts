import { currentLocale } from "@/app/text/server";
import type { api } from "@/app/trpc/server";
import type { ProjectKind } from "@/db/schema/project-lists";
import type { Norm } from "./kinds";

type Caller = Awaited<ReturnType<typeof api>>;

/** What a form of this kind lets people choose from; norms only where the kind has them. */
export async function formChoices(caller: Caller, kind: ProjectKind, provinceId: string | undefined) {
  const locale = await currentLocale();
  const [lines, money, norms] = await Promise.all([
    caller.projects.lines({ kind }),
    caller.programmes.money(),
    kind === "housing" ? caller.programmes.norms({}) : [],
  ]);
  return {
    lines: lines.map(({ id, code, name, programme }) => ({
      value: id,
      label: `${name[locale]} (${programme.code} ${code})`,
      from: programme.validFrom,
      to: programme.validTo,
    })),
    sources: money.sources.map(({ code, name }) => ({ value: code, label: name[locale] })),
    norms: norms
      .filter(({ place }) => place === null || place.id === provinceId)
      // The province's own norm goes before the nation's.
      .sort((a, b) => Number(a.place === null) - Number(b.place === null))
      .map(
        ({ lineId, workKind, amount, validFrom, validTo, document }): Norm => ({
          lineId,
          workKind,
          amount,
          validFrom,
          validTo,
          document,
        }),
      ),
  };
}
