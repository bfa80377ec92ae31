import { currentLocale, text } from "@/app/text/server";
import { Link } from "@/app/ui/link";
import { Sheet } from "@/app/ui/sheet";
import { Table } from "@/app/ui/table";
import { answering } from "@/server/households/rules";
import { type Household, latest, type Supports } from "./household";
import { SupportChip } from "./supports";

/** What the household lacks, and what help answers it. */
export async function DeprivationSheet({ household, supports }: { household: Household; supports: Supports }) {
  const [t, locale] = [await text("households"), await currentLocale()];
  const { national, provincial } = latest(household);
  const period = [provincial, national].find((each) => each?.inForce && each.deprivations.length > 0);
  if (!period) return null;
  const rows = period.deprivations.map(({ code, name }) => ({
    code,
    name: name?.[locale] ?? code,
    answers: answering(code, period.validFrom, supports.lines),
  }));
  const answered = rows.filter(({ answers }) => answers.length > 0).length;
  return (
    <Sheet
      flush
      title={t("deprivations.title", {
        count: rows.length,
        answered: String(answered),
        open: String(rows.length - answered),
      })}
      note={t("deprivations.caption", {
        round: period.round,
        met: Math.max(0, period.standard.indicators - rows.length),
      })}
    >
      <Table
        caption={t("deprivations.what")}
        rows={rows}
        rowKey={({ code }) => code}
        columns={[
          { key: "what", head: t("deprivations.what"), main: true, rowHead: true, cell: ({ name }) => <b>{name}</b> },
          {
            key: "answer",
            head: t("deprivations.answer"),
            cell: ({ answers }) =>
              answers.length > 0 ? (
                answers.map(({ id, detail, projectId }) => (
                  <span key={id} className="block">
                    {projectId ? <Link href={`/projects/${projectId}`}>{detail}</Link> : detail}
                  </span>
                ))
              ) : (
                <span className="late">{t("deprivations.nothing")}</span>
              ),
          },
          {
            key: "state",
            head: t("deprivations.state"),
            cell: ({ answers }) =>
              answers.length > 0 ? (
                answers.map(({ id, state }) => (
                  <span key={id} className="block">
                    <SupportChip state={state} word={t(`supportState.${state}`)} />
                  </span>
                ))
              ) : (
                <span className="zero">—</span>
              ),
          },
        ]}
      />
    </Sheet>
  );
}
