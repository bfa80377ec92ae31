import { formats, text } from "@/app/text/server";
import { Meter } from "@/app/ui/meter";
import { Count, Money } from "@/app/ui/money";
import { Figure, Figures } from "@/app/ui/sheet";
import type { Overview } from "@/server/dashboard/queries";
import { budgetSum, countFindings, countOf, countProjects, recordsOf } from "./sums";

/** Four numbers of the year, each a way to its records. */
export async function FigureStrip({ found }: { found: Overview }) {
  const [t, c, f] = [await text("dashboard"), await text("common"), await formats()];
  const to = recordsOf(found);
  const [all, done] = [
    countProjects(found),
    countProjects(found, undefined, "finished") + countProjects(found, undefined, "settled"),
  ];
  const [received, paid] = [budgetSum(found, "received"), budgetSum(found, "paid")];
  const helped = countOf(found.helped);
  const [poor, near, escaped] = ["poor", "near_poor", "newly_escaped"].map((name) => countOf(found.helped, name)) as [
    number,
    number,
    number,
  ];
  const open = countFindings(found);
  return (
    <Figures label={t("title", { year: String(found.year) })}>
      <Figure
        label={t("projects.figure")}
        value={<Count value={all} href={to.projects()} />}
        unit={t("projects.unit")}
        note={t("projects.done", { done: f.number(done), share: f.share(done, all) })}
        meter={<Meter value={done} max={all} />}
      />
      <Figure
        label={t("money.figure")}
        value={<Money value={paid} href={to.money()} />}
        unit={c("measure.millionDong")}
        note={t("money.of", { share: f.share(paid, received), received: f.millions(received) })}
        meter={<Meter value={Number(paid)} max={Number(received)} />}
      />
      <Figure
        label={t("helped.figure")}
        value={<Count value={helped} href={to.helped()} />}
        unit={t("helped.unit")}
        note={t("helped.byClass", { poor: f.number(poor), near: f.number(near), escaped: f.number(escaped) })}
        meter={
          <Meter
            parts={[{ value: poor }, { value: near, tone: "stage-4" }, { value: escaped, tone: "stage-5" }]}
            max={helped}
          />
        }
      />
      <Figure
        label={t("findings.figure")}
        value={<Count value={open} href={to.findings()} />}
        unit={t("findings.unit")}
        note={t("findings.old", { count: countFindings(found, { age: "91-" }) })}
        meter={
          <Meter
            parts={[
              { value: countFindings(found, { age: "91-" }), tone: "bad" },
              { value: countFindings(found, { age: "31-90" }), tone: "mid" },
              { value: countFindings(found, { age: "0-30" }), tone: "mild" },
            ]}
            max={open}
          />
        }
      />
    </Figures>
  );
}
