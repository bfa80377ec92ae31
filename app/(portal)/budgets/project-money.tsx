import { TextProvider } from "@/app/text/client";
import { messages } from "@/app/text/index";
import { currentLocale, formats, text } from "@/app/text/server";
import { EmptyState } from "@/app/ui/empty-state";
import { Link } from "@/app/ui/link";
import { Meter } from "@/app/ui/meter";
import { Money } from "@/app/ui/money";
import { Sheet } from "@/app/ui/sheet";
import { type Column, Table } from "@/app/ui/table";
import type { ProjectMoney, ProjectMoneyLine } from "@/server/budgets/queries";
import { Entries } from "./entries";
import { CommitForm, PayForm, ReverseForm } from "./spending-forms";

/** A project's money: what each line has, what was posted, and what a finance officer may record. For the project's tab "Ngân sách". */
export async function ProjectMoneySection({ money, holder }: { money: ProjectMoney; holder: string }) {
  const [t, f, locale] = [await text("budgets"), await formats(), await currentLocale()];
  const { lines, total, entries, may } = money;
  const purposes = new Set(lines.map(({ lineCode }) => lineCode)).size;
  const amount = (
    key: "received" | "committed" | "paid" | "payable" | "left",
    head: string,
  ): Column<ProjectMoneyLine> => ({
    key,
    head,
    align: "right",
    label: head,
    unit: t("project.dong"),
    cell: (row) => <Money value={row[key]} as="full" />,
    total: <Money value={total[key]} as="full" />,
  });
  const columns: Column<ProjectMoneyLine>[] = [
    {
      key: "line",
      head: t("project.line"),
      main: true,
      cell: (row) => (
        <Link className="plain" href={`/budgets/lines/${row.id}`}>
          {[t("decision.year", { year: String(row.year) }), purposes > 1 && row.lineCode].filter(Boolean).join(" · ")}
        </Link>
      ),
      note: (row) => `${row.sourceName[locale]} · ${row.capitalName[locale]}`,
    },
    amount("received", t("project.received")),
    amount("committed", t("project.committed")),
    amount("paid", t("project.paid")),
    amount("payable", t("project.payable")),
    amount("left", t("project.left")),
    {
      key: "share",
      head: t("overview.paidShare"),
      hide: "phone",
      cell: (row) => (
        <>
          <Meter value={Number(row.paid)} max={Number(row.received)} />
          <span className="cap">{f.share(row.paid, row.received)}</span>
        </>
      ),
    },
  ];
  const shared = {
    projectId: money.projectId,
    today: money.today,
    lines: lines.map((line) => ({
      id: line.id,
      label: `${line.year} · ${line.lineCode} · ${line.sourceName[locale]} · ${line.capitalName[locale]}`,
      left: line.left,
      payable: line.payable,
    })),
  };
  return (
    <>
      <Sheet
        title={
          lines.length
            ? t("project.title", { received: f.moneyRound(total.received), paid: f.share(total.paid, total.received) })
            : t("project.none")
        }
        note={lines.length ? t("project.lines") : undefined}
        flush
      >
        {lines.length ? (
          <Table
            columns={columns}
            rows={lines}
            rowKey={(row) => row.id}
            caption={t("project.lines")}
            totalLabel={t("project.total")}
            density="two"
          />
        ) : (
          <EmptyState title={t("project.none")} why={t("project.noneWhy")} />
        )}
      </Sheet>
      <TextProvider locale={locale} messages={messages(locale, ["budgets"])}>
        <div className="my-3 grid items-start gap-3 empty:my-0 empty:h-3 min-[1200px]:grid-cols-2 [&>.sheet]:mt-0">
          {lines.length > 0 && may.commit && <CommitForm {...shared} blocked={money.commitProblem} />}
          {lines.length > 0 && may.pay && <PayForm {...shared} blocked={money.payProblem} />}
        </div>
        {entries.length > 0 && (
          <Sheet
            title={t("project.entries")}
            note={
              money.entriesTotal > entries.length
                ? t("project.more", { shown: f.number(entries.length), total: f.number(money.entriesTotal) })
                : undefined
            }
            flush
          >
            <Entries
              entries={entries}
              holder={holder}
              caption={t("project.entries")}
              {...(may.reverse && {
                action: (entry) =>
                  (entry.kind === "commitment" || entry.kind === "payment") && !entry.reversed ? (
                    <ReverseForm entryId={entry.id} />
                  ) : null,
              })}
            />
          </Sheet>
        )}
      </TextProvider>
    </>
  );
}
