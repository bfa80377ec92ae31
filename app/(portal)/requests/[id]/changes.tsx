import { currentLocale, formats, text } from "@/app/text/server";
import { type DiffRow, DiffTable } from "@/app/ui/diff-table";
import type { Names } from "@/db/schema/columns";
import type { Change } from "@/db/schema/requests";
import { changeWords, isNumber } from "../change-words";

/** Every changed field under its group, old and new as people write them. The totals are left to the strip above. */
export async function Changes({ changes, sourceNames }: { changes: Change[]; sourceNames: Record<string, Names> }) {
  const [t, f, locale] = [await text("requests"), await formats(), await currentLocale()];
  const { formatOf, say, nameOf, groupOf } = await changeWords(sourceNames);
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
  const order: string[] = [];
  const groups = new Map<string, DiffRow[]>();
  for (const [index, change] of changes.entries()) {
    if (change.group === "totals") continue;
    const group = change.group ?? "other";
    if (!groups.has(group)) order.push(group);
    groups.set(group, [
      ...(groups.get(group) ?? []),
      {
        key: String(index),
        field: nameOf(change),
        note: change.note?.[locale],
        before: say(change, change.before).text,
        after: say(change, change.after).text,
        change: difference(change),
      },
    ]);
  }
  return (
    <div className="scroll">
      <DiffTable
        beforeNote={t("record.approved")}
        afterNote={t("record.asked")}
        groups={order.map((key) => ({
          key,
          title: groupOf(key),
          rows: groups.get(key) ?? [],
        }))}
      />
    </div>
  );
}
