import type { Metadata } from "next";
import { cache, type ReactNode } from "react";
import { PrintButton } from "@/app/(portal)/budgets/print-button";
import { ProjectMoneySection } from "@/app/(portal)/budgets/project-money";
import { History } from "@/app/(portal)/history";
import { TextProvider } from "@/app/text/client";
import { messages } from "@/app/text/index";
import { currentLocale, formats, text } from "@/app/text/server";
import { api, frame } from "@/app/trpc/server";
import { daysBetween } from "@/app/ui/format";
import { Link } from "@/app/ui/link";
import { Page } from "@/app/ui/page-head";
import { one, type Query } from "@/app/ui/query";
import { RecordHead } from "@/app/ui/record-head";
import { Band } from "@/app/ui/sheet";
import { StatusChip } from "@/app/ui/status-chip";
import type { ProjectRecord } from "@/server/projects/record";
import { RestoreDraft } from "../restore-draft";
import { problemSentences } from "./blocked";
import { BinButton, SubmitButton } from "./head-actions";
import { Inspections } from "./inspections";
import { nextStep } from "./kinds";
import { Overview } from "./overview";
import { Papers } from "./papers";
import { Progress } from "./progress";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> };

const tabNames = ["overview", "progress", "money", "inspections", "papers", "history"] as const;
type TabName = (typeof tabNames)[number];

/** Read once for the title and the page. */
const readProject = cache(async (id: string) => (await api()).projects.get({ id }));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params;
  const { code } = await readProject(id);
  return { title: code };
}

export default async function ProjectPage({ params, searchParams }: Props) {
  const [{ id }, query] = [await params, await searchParams];
  const project = await readProject(id);
  const [t, common, locale, f] = [await text("projects"), await text("common"), await currentLocale(), await formats()];
  const tab: TabName = tabNames.find((name) => name === one(query, "tab")) ?? "overview";
  const today = f.dayOf(new Date());
  const papers = project.files.length + project.documents.length;
  const counts: Partial<Record<TabName, number>> = papers ? { papers } : {};
  const blocked = project.problems.submit ?? [];
  const now = project.unit.heir ?? project.unit;
  const mayWrite = (await frame()).permissions.includes("projects.write");

  return (
    <TextProvider locale={locale} messages={messages(locale, ["projects"])}>
      <RecordHead
        crumbs={[
          { label: now.name, href: `/units/${now.id}` },
          { label: t("list.title"), href: "/projects" },
          { label: <span className="code">{project.code}</span> },
        ]}
        title={project.name}
        facts={await headFacts(project, today)}
        actions={
          <>
            <PrintButton>{common("action.print")}</PrintButton>
            {project.may.includes("bin") && <BinButton id={project.id} />}
            {mayWrite && (
              <Link className="btn" href={`/projects/new?kind=${project.kind}&like=${project.id}`}>
                {t("record.like")}
              </Link>
            )}
            {project.may.includes("edit") && (
              <Link className="btn" href={`/projects/${project.id}/edit`}>
                {t("record.edit")}
              </Link>
            )}
            {project.may.includes("restore") && <RestoreDraft id={project.id} name={project.name} />}
            {project.may.includes("submit") && (
              <SubmitButton id={project.id} version={project.version} blocked={blocked.length > 0} />
            )}
          </>
        }
        tabs={tabNames.map((key) => ({
          key,
          label: t(`record.${key}`),
          href: key === "overview" ? `/projects/${id}` : `/projects/${id}?tab=${key}`,
          count: counts[key],
          current: key === tab,
        }))}
      />
      {project.binned && <Band>{t("record.binned")}</Band>}
      {project.may.includes("submit") && blocked.length > 0 && (
        <Band>
          <b>{t("record.blocked")}</b> {(await problemSentences(blocked)).join(" ")}
        </Band>
      )}
      <Page>{await tabs[tab](project, today)}</Page>
    </TextProvider>
  );
}

/** Chip, money, kind, and the next step with who has had it since when. */
async function headFacts(project: ProjectRecord, today: string): Promise<ReactNode[]> {
  const [t, common, f] = [await text("projects"), await text("common"), await formats()];
  const facts: ReactNode[] = [
    <StatusChip key="status" status={project.status} />,
    <span key="amount">
      <b>{f.millions(project.totalAmount)}</b> {common("measure.millionDong")}
    </span>,
    t(`kind.${project.kind}`),
  ];
  const { request } = project;
  if (project.status === "submitted" && request?.waitingRole && request.waitingSince) {
    const days = f.days(daysBetween(f.dayOf(request.waitingSince), today));
    facts.push(
      <span key="next">
        {t("record.next")} <b>{t("record.step.decide", { role: common(`role.${request.waitingRole as "leader"}`) })}</b>
        , {f.inSentence(request.waitingUnitName ?? "")}, {t("record.waited", { days })}
      </span>,
    );
    return facts;
  }
  const step = nextStep(project);
  if (step && !project.binned) {
    facts.push(
      <span key="next">
        {t("record.next")} <b>{t(`record.step.${step}`)}</b>, {f.inSentence((project.unit.heir ?? project.unit).name)}
      </span>,
    );
  }
  return facts;
}

const tabs: Record<TabName, (project: ProjectRecord, today: string) => ReactNode | Promise<ReactNode>> = {
  overview: (project) => <Overview project={project} />,
  progress: async (project, today) => (
    <Progress
      project={project}
      today={today}
      money={await (await api()).budgets.ofProject({ projectId: project.id })}
    />
  ),
  money: async (project) => (
    <ProjectMoneySection
      money={await (await api()).budgets.ofProject({ projectId: project.id })}
      holder={project.name}
    />
  ),
  inspections: async (project) => (
    <Inspections found={await (await api()).inspections.ofProject({ projectId: project.id })} />
  ),
  papers: (project, today) => <Papers project={project} today={today} />,
  history: (project) => <History noun="projects" recordId={project.id} />,
};
