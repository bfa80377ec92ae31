import { FindingChip, FindingName, SeverityMark } from "@/app/(portal)/findings/look";
import { formats, text } from "@/app/text/server";
import { EmptyState } from "@/app/ui/empty-state";
import { Link } from "@/app/ui/link";
import { Count } from "@/app/ui/money";
import { Sheet } from "@/app/ui/sheet";
import { Table } from "@/app/ui/table";
import type { projectInspections } from "@/server/inspections/queries";

export type ProjectInspections = Awaited<ReturnType<typeof projectInspections>>;

/** Visits to the project and what they found; a serious open finding says that it holds the next payment. */
export async function Inspections({ found }: { found: ProjectInspections }) {
  const [t, f] = [await text("projects"), await formats()];
  if (!found.inspections.length && !found.findings.length) {
    return (
      <Sheet flush>
        <EmptyState title={t("record.inspectionsTitle", { count: 0 })} why={t("record.inspectionsWhy")} />
      </Sheet>
    );
  }
  const open = found.findings.filter(({ state }) => state !== "closed" && state !== "withdrawn").length;
  return (
    <>
      <Sheet
        flush
        title={t(found.holdingPayment.length ? "record.findingsHold" : "record.findingsTitle", { count: open })}
      >
        <Table
          caption={t("record.finding")}
          density="two"
          rows={found.findings}
          rowKey={({ id }) => id}
          empty={{ title: t("record.noFindings"), why: t("record.noFindingsWhy") }}
          columns={[
            {
              key: "code",
              head: t("list.code"),
              hide: "phone",
              cell: ({ id, code }) => <Link href={`/findings/${id}`}>{code}</Link>,
            },
            {
              key: "finding",
              head: t("record.finding"),
              main: true,
              cell: ({ id, kind }) => (
                <Link className="plain" href={`/findings/${id}`}>
                  <FindingName kind={kind} />
                </Link>
              ),
              note: ({ note }) => note,
            },
            {
              key: "severity",
              head: t("record.severity"),
              cell: ({ severity }) => <SeverityMark severity={severity} />,
            },
            { key: "day", head: t("record.day"), cell: ({ seenAt }) => f.date(f.dayOf(seenAt)) },
            { key: "state", head: t("record.state"), cell: (finding) => <FindingChip finding={finding} /> },
          ]}
        />
      </Sheet>
      <Sheet flush title={t("record.inspectionsTitle", { count: found.inspections.length })}>
        {found.inspections.length > 0 && (
          <Table
            caption={t("record.inspection")}
            rows={found.inspections}
            rowKey={({ id }) => id}
            columns={[
              {
                key: "code",
                head: t("record.inspection"),
                main: true,
                rowHead: true,
                cell: ({ id, code }) => <Link href={`/inspections/${id}`}>{code}</Link>,
              },
              { key: "day", head: t("record.day"), cell: ({ plannedOn }) => f.date(plannedOn) },
              {
                key: "findings",
                head: t("record.findingCount"),
                align: "right",
                label: t("record.findingCount"),
                cell: ({ id, findings }) => <Count value={findings} href={`/inspections/${id}`} />,
              },
            ]}
          />
        )}
      </Sheet>
    </>
  );
}
