import { formats, text } from "@/app/text/server";
import { Chip } from "@/app/ui/chip";
import { EmptyState } from "@/app/ui/empty-state";
import { Link } from "@/app/ui/link";
import { Sheet } from "@/app/ui/sheet";
import { Table } from "@/app/ui/table";
import type { SupportState } from "@/db/schema/household-lists";
import type { Supports } from "./household";

const looks = {
  planned: { tone: "review", icon: "clock" },
  received: { tone: "approved", icon: "check" },
  withdrawn: { tone: "draft", icon: "return" },
} as const;

export function SupportChip({ state, word }: { state: SupportState; word: string }) {
  return <Chip {...looks[state]}>{word}</Chip>;
}

const given = (amount: string | null) => (amount === "0" ? null : amount);

/** Every help the household got or will get, whatever the programme, newest first. */
export async function SupportSheet({ supports }: { supports: Supports }) {
  const [t, f] = [await text("households"), await formats()];
  const { lines, received, loan, planned } = supports;
  if (!lines.length) {
    return (
      <Sheet flush>
        <EmptyState title={t("supports.none")} why={t("supports.noneWhy")} />
      </Sheet>
    );
  }
  return (
    <Sheet
      flush
      title={t("supports.title", {
        received: f.millionsWithUnit(received),
        loan: loan === "0" ? "none" : f.millionsWithUnit(loan),
      })}
      note={t("supports.caption")}
    >
      <Table
        caption={t("supports.tableCaption")}
        density="two"
        rows={lines}
        rowKey={({ id }) => id}
        totalLabel={t("supports.total", { count: lines.filter(({ state }) => state === "received").length })}
        columns={[
          { key: "date", head: t("supports.date"), cell: ({ onDate }) => <span className="nw">{f.date(onDate)}</span> },
          {
            key: "what",
            head: t("supports.what"),
            main: true,
            cell: ({ detail, kind, projectId }) =>
              projectId ? (
                <Link href={`/projects/${projectId}`}>{detail || t(`kind.${kind}`)}</Link>
              ) : (
                detail || t(`kind.${kind}`)
              ),
            note: ({ programme, documentNumber }) => [programme, documentNumber].filter(Boolean).join(" · "),
          },
          {
            key: "amount",
            head: t("supports.amount"),
            label: t("supports.amount"),
            align: "right",
            cell: ({ amount }) => f.millions(given(amount), 1),
            total: f.millions(received, 1),
          },
          {
            key: "loan",
            head: t("supports.loan"),
            label: t("supports.loan"),
            align: "right",
            cell: (line) => f.millions(given(line.loan), 1),
            total: f.millions(given(loan), 1),
          },
          {
            key: "state",
            head: t("supports.state"),
            cell: ({ state }) => <SupportChip state={state} word={t(`supportState.${state}`)} />,
          },
        ]}
      />
      {planned !== "0" && (
        <p className="cap px-4 py-2">{t("supports.planned", { amount: f.millionsWithUnit(planned) })}</p>
      )}
    </Sheet>
  );
}

/** What the household it split from, or those that split from it, were given. */
export async function FamilySupportSheet({ supports }: { supports: Supports }) {
  const [t, common, f] = [await text("households"), await text("common"), await formats()];
  const lines = supports.family.filter(({ state }) => state !== "withdrawn");
  if (!lines.length) return null;
  return (
    <Sheet flush title={t("supports.familyTitle", { count: lines.length })} note={t("supports.familyCaption")}>
      <Table
        caption={t("supports.familyTitle", { count: lines.length })}
        density="two"
        rows={lines}
        rowKey={({ id }) => id}
        columns={[
          { key: "date", head: t("supports.date"), cell: ({ onDate }) => <span className="nw">{f.date(onDate)}</span> },
          {
            key: "what",
            head: t("supports.what"),
            main: true,
            cell: ({ detail, kind }) => detail || t(`kind.${kind}`),
            note: ({ programme }) => programme,
          },
          {
            key: "whose",
            head: t("supports.whose"),
            cell: ({ householdId, headName, relation, unitName }) =>
              householdId ? (
                <Link href={`/households/${householdId}`}>{headName}</Link>
              ) : (
                `${t(relation === "origin_household" ? "supports.originHousehold" : "supports.sameFamily")}, ${unitName}`
              ),
          },
          {
            key: "amount",
            head: t("supports.amount"),
            label: t("supports.amount"),
            align: "right",
            unit: common("measure.millionDong"),
            cell: ({ amount }) => f.millions(given(amount), 1),
          },
        ]}
      />
    </Sheet>
  );
}
