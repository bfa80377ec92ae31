import { currentLocale, formats, text } from "@/app/text/server";
import { type DiffRow, DiffTable } from "@/app/ui/diff-table";
import { Pager } from "@/app/ui/pager";
import { pageOf } from "@/app/ui/pages-shown";
import type { Query } from "@/app/ui/query";
import type { Names } from "@/db/schema/columns";
import type { Change } from "@/db/schema/requests";
import { changeWords, isNumber } from "../change-words";

type Props = {
  changes: Change[];
  sourceNames: Record<string, Names>;
  lineNames: Record<string, Names>;
  path: string;
  query: Query;
};

/** Every changed field under its group, old and new as people write them. The totals are left to the strip above. */
export async function Changes({ changes, sourceNames, lineNames, path, query }: Props) {
  const [t, f, locale] = [await text("requests"), await formats(), await currentLocale()];
  const { formatOf, say, nameOf, groupOf } = await changeWords(sourceNames, lineNames);
  const difference = (change: Change) => {
    const format = formatOf(change);
    if ((format !== "money" && format !== "number") || !isNumber(change.after)) return undefined;
    if (!isNumber(change.before)) return undefined;
    const delta = BigInt(change.after) - BigInt(change.before);
    const share = BigInt(change.before) === 0n ? undefined : f.percent(Number(delta) / Number(change.before));
    return (
      <>
        <b>{f.signed(delta)}</b>
        {share && ` (${delta > 0n ? "+" : ""}${share})`}
      </>
    );
  };
  const asked = changes.filter(({ group }) => group !== "totals");
  const fresh = asked.every(({ before }) => before === null || before === undefined);
  const said = asked.filter((change) => !fresh || say(change, change.after).text !== "—");
  const { shown, ...pages } = pageOf(said, query);
  /** Amounts of one list stand under each other by their last digit. */
  const aligned = (change: Change) => {
    const { text: said, number } = say(change, change.after);
    const listed = change.group !== undefined && number && formatOf(change) === "money";
    return listed ? (
      <span className="min-[720px]:inline-block min-[720px]:min-w-28 min-[720px]:text-right">{said}</span>
    ) : (
      said
    );
  };
  const order: string[] = [];
  const groups = new Map<string, DiffRow[]>();
  for (const [index, change] of shown.entries()) {
    const group = change.group ?? "other";
    if (!groups.has(group)) order.push(group);
    groups.set(group, [
      ...(groups.get(group) ?? []),
      {
        key: String(index),
        field: nameOf(change),
        note: change.note?.[locale],
        before: say(change, change.before).text,
        after: fresh ? aligned(change) : say(change, change.after).text,
        change: difference(change),
      },
    ]);
  }
  return (
    <>
      <div className="scroll">
        <DiffTable
          {...(fresh && { fresh: { field: t("record.content"), after: t("record.askedHead") } })}
          beforeNote={t("record.approved")}
          afterNote={t("record.asked")}
          groups={order.map((key) => ({
            key,
            // What a first request is about stands under the head of the table already.
            ...((!fresh || key !== "other") && { title: groupOf(key) }),
            rows: groups.get(key) ?? [],
          }))}
        />
      </div>
      {pages.total > pages.pageSize && <Pager {...pages} path={path} query={query} />}
    </>
  );
}
