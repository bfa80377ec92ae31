import { formats, text } from "@/app/text/server";
import { Link } from "@/app/ui/link";
import { Money } from "@/app/ui/money";
import { Sheet } from "@/app/ui/sheet";
import { Table } from "@/app/ui/table";
import type { HouseholdClass } from "@/db/schema/households";
import { targetClasses } from "@/server/projects/kinds/livelihood";
import type { RecordOf } from "./kinds";

/** Who takes part, with the class of the day they joined, and what they are given. */
export async function LivelihoodSheets({ project }: { project: RecordOf<"livelihood"> }) {
  const [t, common, f] = [await text("projects"), await text("common"), await formats()];
  const { households, householdCount, householdClasses, inputs } = project.details;
  const target = targetClasses.reduce((sum, each) => sum + (householdClasses[each] ?? 0), 0);
  const value = inputs.reduce((sum, { amount }) => sum + BigInt(amount), 0n);
  return (
    <>
      <Sheet
        flush
        title={
          householdCount
            ? t("record.households", { count: householdCount, share: f.share(target, householdCount, 0) })
            : t("record.noHouseholds")
        }
        note={(Object.entries(householdClasses) as [HouseholdClass, number][])
          .map(([name, count]) => `${t(`class.${name}`)} ${f.number(count)}`)
          .join(" · ")}
      >
        {households.length > 0 ? (
          <Table
            caption={t("livelihood.households")}
            rows={households}
            rowKey={({ id }) => id}
            columns={[
              {
                key: "name",
                head: t("livelihood.household"),
                main: true,
                rowHead: true,
                cell: (each) => <Link href={`/households/${each.householdId}`}>{each.headName}</Link>,
              },
              { key: "code", head: common("table.code"), cell: (each) => <span className="code">{each.code}</span> },
              {
                key: "class",
                head: t("livelihood.classAtJoining"),
                cell: (each) => t(`class.${each.classAtJoining}`),
              },
              {
                key: "joinedOn",
                head: t("livelihood.joinedOn"),
                align: "right",
                cell: (each) => (
                  <>
                    {f.date(each.joinedOn)}{" "}
                    {each.leftOn && <span className="cap">{t("record.left", { date: f.date(each.leftOn) })}</span>}
                  </>
                ),
              },
            ]}
          />
        ) : (
          householdCount > 0 && <p className="px-4 pb-3 text-muted">{t("record.householdsHidden")}</p>
        )}
      </Sheet>
      {inputs.length > 0 && (
        <Sheet flush title={t("record.inputs", { total: f.millions(value, 1) })} note={common("measure.dong")}>
          <Table
            caption={t("livelihood.inputs")}
            rows={inputs}
            rowKey={({ id }) => id}
            totalLabel={common("table.total")}
            columns={[
              { key: "item", head: t("livelihood.item"), main: true, rowHead: true, cell: ({ item }) => item },
              {
                key: "quantity",
                head: t("livelihood.quantity"),
                align: "right",
                cell: ({ quantity, measure }) =>
                  `${f.number(quantity, 3)} ${t.has(`inputMeasure.${measure as "kg"}`) ? t(`inputMeasure.${measure as "kg"}`) : measure}`,
              },
              {
                key: "unitPrice",
                head: t("livelihood.unitPrice"),
                align: "right",
                label: "×",
                cell: ({ unitPrice }) => <Money value={unitPrice} as="full" />,
              },
              {
                key: "amount",
                head: t("livelihood.value"),
                align: "right",
                label: "=",
                total: <Money value={value} as="full" />,
                cell: ({ amount }) => <Money value={amount} as="full" />,
              },
            ]}
          />
        </Sheet>
      )}
    </>
  );
}
