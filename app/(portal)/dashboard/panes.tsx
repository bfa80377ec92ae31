import { currentLocale, formats, text } from "@/app/text/server";
import { Lines, PlanBars } from "@/app/ui/charts";
import { Meter } from "@/app/ui/meter";
import { Count } from "@/app/ui/money";
import { Pane } from "@/app/ui/sheet";
import { Table } from "@/app/ui/table";
import { findingAges } from "@/server/dashboard/inputs";
import type { Overview } from "@/server/dashboard/queries";
import { type ProjectStage, projectStageNames } from "@/server/projects/rules";
import { budgetSum, countFindings, countOf, countProjects, kinds, recordsOf } from "./sums";

type Props = { found: Overview };

const tones = {
  preparing: "quiet",
  waiting: "mid",
  working: "1",
  finished: "stage-4",
  settled: "stage-5",
  stopped: "mild",
} as const;

export async function ProjectsPane({ found }: Props) {
  const t = await text("dashboard");
  const to = recordsOf(found);
  const cell = (kind: string | undefined, stage?: ProjectStage) => (
    <Count
      value={countProjects(found, kind, stage)}
      href={to.projects({ ...(kind && { kind }), ...(stage && { stage }) })}
    />
  );
  return (
    <Pane
      title={t("projects.heading", { count: countProjects(found, undefined, "waiting") })}
      note={t("projects.note")}
    >
      <Table
        caption={t("projects.note")}
        rows={[...kinds]}
        rowKey={(kind) => kind}
        totalLabel={t("projects.sum")}
        empty={{ title: t("projects.none") }}
        columns={[
          { key: "kind", head: t("projects.kind"), cell: (kind) => t(`projects.${kind}`), rowHead: true, main: true },
          ...projectStageNames.map((stage) => ({
            key: stage,
            head: t(`projects.${stage}`),
            align: "right" as const,
            label: t(`projects.${stage}`),
            cell: (kind: string) => cell(kind, stage),
            total: cell(undefined, stage),
          })),
          {
            key: "sum",
            head: t("projects.sum"),
            align: "right",
            label: t("projects.sum"),
            cell: (kind) => <b>{cell(kind)}</b>,
            total: cell(undefined),
          },
          {
            key: "bar",
            head: "",
            hide: "both",
            cell: (kind) => (
              <Meter
                parts={projectStageNames.map((stage) => ({
                  value: countProjects(found, kind, stage),
                  tone: tones[stage],
                }))}
                max={countProjects(found, kind)}
              />
            ),
          },
        ]}
      />
    </Pane>
  );
}

export async function MoneyPane({ found }: Props) {
  const [t, f, locale] = [await text("dashboard"), await formats(), await currentLocale()];
  const to = recordsOf(found);
  const given = found.money.filter(({ received }) => BigInt(received) > 0n);
  const rate = (row: { paid: string; received: string }) => Number(row.paid) / Number(row.received);
  const slowest = [...given].sort((a, b) => rate(a) - rate(b))[0];
  return (
    <PlanBars
      title={
        slowest
          ? t("money.heading", { source: slowest.name[locale], share: f.share(slowest.paid, slowest.received) })
          : t("money.headingNone")
      }
      note={t("money.note")}
      name={t("money.source")}
      labels={{ paid: t("money.paid"), allotted: t("money.received") }}
      total={{ label: t("money.all"), paid: budgetSum(found, "paid"), allotted: budgetSum(found, "received") }}
      rows={given.map((row) => ({
        key: row.source,
        label: row.name[locale],
        paid: row.paid,
        allotted: row.received,
        href: to.money({ source: row.source }),
        worst: row === slowest,
      }))}
    />
  );
}

const classes = ["poor", "near_poor", "newly_escaped", "average_standard", "not_poor", "unclassified"] as const;

export async function HelpedPane({ found }: Props) {
  const [t, f] = [await text("dashboard"), await formats()];
  const to = recordsOf(found);
  return (
    <Pane
      title={t("helped.heading", {
        count: f.number(countOf(found.helped)),
        poor: f.number(countOf(found.helped, "poor", "near_poor")),
      })}
      note={t("helped.note")}
    >
      <Table
        caption={t("helped.note")}
        density="tight"
        rows={classes.filter((name) => countOf(found.helped, name) + countOf(found.households, name) > 0)}
        rowKey={(name) => name}
        totalLabel={t("projects.sum")}
        columns={[
          { key: "class", head: t("helped.class"), cell: (name) => t(`helped.${name}`), rowHead: true, main: true },
          {
            key: "helped",
            head: t("helped.count"),
            align: "right",
            label: t("helped.count"),
            cell: (name) => <Count value={countOf(found.helped, name)} href={to.helped({ helpedClass: name })} />,
            total: <Count value={countOf(found.helped)} href={to.helped()} />,
          },
          {
            key: "all",
            head: t("helped.all"),
            align: "right",
            label: t("helped.all"),
            cell: (name) => <Count value={countOf(found.households, name)} href={to.households({ class: name })} />,
            total: <Count value={countOf(found.households)} href={to.households()} />,
          },
        ]}
      />
    </Pane>
  );
}

export async function FindingsPane({ found }: Props) {
  const [t, c] = [await text("dashboard"), await text("common")];
  const to = recordsOf(found);
  const severities = ["serious", "corrective", "minor"] as const;
  return (
    <Pane
      title={t("findings.heading", { serious: countFindings(found, { severity: "serious" }) })}
      note={t("findings.note")}
    >
      <Table
        caption={t("findings.note")}
        density="tight"
        rows={countFindings(found) ? [...findingAges].reverse() : []}
        rowKey={(age) => age}
        totalLabel={t("projects.sum")}
        empty={{ title: t("findings.none") }}
        columns={[
          { key: "age", head: t("findings.age"), cell: (age) => t(`findings.${age}`), rowHead: true, main: true },
          ...severities.map((severity) => ({
            key: severity,
            head: c(`severity.${severity}`),
            align: "right" as const,
            label: c(`severity.${severity}`),
            cell: (age: string) => (
              <Count value={countFindings(found, { age, severity })} href={to.findings({ age, severity })} />
            ),
            total: <Count value={countFindings(found, { severity })} href={to.findings({ severity })} />,
          })),
          {
            key: "sum",
            head: t("projects.sum"),
            align: "right",
            label: t("projects.sum"),
            cell: (age) => <Count value={countFindings(found, { age })} href={to.findings({ age })} />,
            total: <Count value={countFindings(found)} href={to.findings()} />,
          },
        ]}
      />
    </Pane>
  );
}

export async function PovertyPane({ found: { poverty } }: Props) {
  const [t, f] = [await text("dashboard"), await formats()];
  const [first, last] = [poverty[0]!.value, poverty.at(-1)!.value];
  const said = (value: number) => `${f.number(value, 2)}%`;
  return (
    <Lines
      title={t("poverty.heading", { points: f.number(Math.round((first - last) * 100) / 100, 2), last: said(last) })}
      note={t("poverty.note")}
      name={t("poverty.period")}
      summary={t("poverty.summary", { first: said(first), last: said(last) })}
      points={poverty.map(({ period }) => period)}
      series={[
        { key: "rate", label: t("poverty.rate"), tone: "1", values: poverty.map(({ value }) => value), direct: true },
      ]}
    />
  );
}
