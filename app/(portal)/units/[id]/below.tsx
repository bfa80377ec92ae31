import { currentLocale, formats, text } from "@/app/text/server";
import { Link } from "@/app/ui/link";
import { Sheet } from "@/app/ui/sheet";
import { Table } from "@/app/ui/table";
import { type PeriodWords, unitPeriod, unitTitle } from "../title";
import type { Unit } from "./unit";

/** The units directly below it on the day. */
export async function Below({ unit }: { unit: Unit }) {
  const [t, f, locale] = [await text("units"), await formats(), await currentLocale()];
  const words = t as unknown as PeriodWords;
  return (
    <Sheet title={t("belowOn", { date: f.date(unit.onDate) })} flush>
      <Table
        caption={t("belowOn", { date: f.date(unit.onDate) })}
        rows={unit.children}
        rowKey={(child) => child.id}
        empty={{ title: t("emptyTitle"), why: t("emptyWhy") }}
        columns={[
          {
            key: "name",
            head: t("unit"),
            main: true,
            rowHead: true,
            cell: (child) => <Link href={`/units/${child.id}`}>{unitTitle(child, locale)}</Link>,
          },
          {
            key: "code",
            head: t("code"),
            label: t("code"),
            cell: (child) => <span className="code">{child.code ?? "—"}</span>,
          },
          { key: "time", head: t("time"), label: t("time"), cell: (child) => unitPeriod(child, words) || "—" },
        ]}
      />
    </Sheet>
  );
}
