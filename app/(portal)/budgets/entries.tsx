import type { ReactNode } from "react";
import { formats, text } from "@/app/text/server";
import { Tag } from "@/app/ui/chip";
import { Link } from "@/app/ui/link";
import { Money } from "@/app/ui/money";
import { type Column, Table } from "@/app/ui/table";
import type { EntryRow } from "@/server/budgets/queries";

type Props = {
  entries: EntryRow[];
  /** Whose ledger it is: a row names only the other side. */
  holder: string;
  caption: string;
  /** At the end of a row. */
  action?: (entry: EntryRow) => ReactNode;
};

/** Entries of the ledger as they were posted. */
export async function Entries({ entries, holder, caption, action }: Props) {
  const [t, f] = [await text("budgets"), await formats()];
  const other = (entry: EntryRow) => {
    const came = entry.to === holder;
    const name = came ? entry.from : (entry.to ?? entry.payee);
    if (!name) return "—";
    return (
      <>
        <span className="cap">{t(came ? "entry.from" : "entry.to")}</span> {name}
      </>
    );
  };
  const columns: Column<EntryRow>[] = [
    { key: "day", head: t("entry.day"), label: t("entry.day"), cell: (entry) => f.date(entry.onDate) },
    {
      key: "what",
      head: t("entry.what"),
      main: true,
      cell: (entry) => (
        <>
          {entry.kind === "reversal" && entry.reversedKind
            ? t("entry.reversalOf", { kind: t(`entry.kind.${entry.reversedKind}`) })
            : t(`entry.kind.${entry.kind}`)}{" "}
          {entry.reversed && <Tag>{t("entry.reversed")}</Tag>}
        </>
      ),
      note: (entry) => (entry.reason ? t("entry.reason", { reason: entry.reason }) : `${entry.postedBy}`),
    },
    {
      key: "other",
      head: t("entry.other"),
      cell: other,
      note: (entry) =>
        entry.decisionId ? <Link href={`/budgets/decisions/${entry.decisionId}`}>{entry.paper}</Link> : entry.paper,
    },
    {
      key: "amount",
      head: t("entry.amount"),
      label: t("entry.amount"),
      align: "right",
      cell: (entry) => (
        <>
          {entry.kind === "reversal" && "−"}
          <Money value={entry.amount} as="full" />
        </>
      ),
    },
    ...(action
      ? [
          {
            key: "action",
            head: <span className="vh">{t("project.reverse")}</span>,
            cell: action,
          } satisfies Column<EntryRow>,
        ]
      : []),
  ];
  return <Table columns={columns} rows={entries} rowKey={(entry) => entry.id} caption={caption} density="two" />;
}
