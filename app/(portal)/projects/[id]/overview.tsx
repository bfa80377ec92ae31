import { currentLocale, formats, text } from "@/app/text/server";
import { type Fact, Facts } from "@/app/ui/facts";
import { daysBetween } from "@/app/ui/format";
import { Link } from "@/app/ui/link";
import { Money } from "@/app/ui/money";
import { Columns, Sheet } from "@/app/ui/sheet";
import { type Step, Steps } from "@/app/ui/steps";
import { Table } from "@/app/ui/table";
import type { ProjectRecord } from "@/server/projects/record";
import { lastDay } from "@/server/units/rules";
import { kindRecordOf } from "./kinds";

export async function Overview({ project }: { project: ProjectRecord }) {
  const [t, f, locale] = [await text("projects"), await formats(), await currentLocale()];
  const { facts, Sheets } = kindRecordOf(project.kind);
  const moved = movedOn(project);
  const common: Fact[] = [
    {
      term: t("record.line"),
      value: (
        <>
          {project.line.name[locale]}{" "}
          <span className="cap">
            {project.line.programme.name[locale]}, {project.year}
          </span>
        </>
      ),
      wide: true,
    },
    {
      term: t("record.startedOn"),
      value: (
        <>
          {f.date(project.startedOn)} {project.plannedStart && <Planned day={project.plannedStart} />}
        </>
      ),
    },
    {
      term: t("record.completedOn"),
      value: (
        <>
          {f.date(project.completedOn)} {project.plannedEnd && <Planned day={project.plannedEnd} />}
        </>
      ),
    },
    ...(moved
      ? []
      : [
          { term: t("record.responsible"), value: <Link href={`/units/${project.unit.id}`}>{project.unit.name}</Link> },
        ]),
    { term: t("record.registered"), value: `${project.createdBy.name}, ${f.date(f.dayOf(project.createdAt))}` },
    ...(project.places.length && !moved
      ? [
          {
            term: t("record.lies"),
            wide: true,
            value: <Places places={project.places} />,
          },
        ]
      : []),
    ...(project.decisionDocument
      ? [
          {
            term: t("record.decision"),
            wide: true,
            value: (
              <>
                <Link href={`/documents/${project.decisionDocument.id}`}>{project.decisionDocument.number}</Link>{" "}
                <span className="cap">{project.decisionDocument.summary}</span>
              </>
            ),
          },
        ]
      : []),
    ...(project.benefit ? [{ term: t("record.benefit"), value: project.benefit, wide: true }] : []),
  ];
  return (
    <Columns side={<Side project={project} />}>
      <Sheet flush>
        <Facts label={t("record.facts")} items={paired([...facts(project, { t, f }), ...common])} />
      </Sheet>
      {moved && <Moved project={project} on={moved} />}
      {Sheets && <Sheets project={project} />}
      <Sources project={project} />
    </Columns>
  );
}

/** The day on which the responsible unit, or a place, went over to another. */
const movedOn = ({ unit, places }: ProjectRecord) =>
  unit.heir?.since ?? places.find(({ heirs }) => heirs.length > 0)?.validTo ?? undefined;

/** Where it lies, each with what is said of it. */
async function Places({ places }: { places: ProjectRecord["places"] }) {
  const f = await formats();
  return places.map((place, index) => (
    <span key={place.id}>
      {index > 0 && ", "}
      <Link href={`/units/${place.placeId}`}>{index > 0 ? f.inSentence(place.name) : place.name}</Link>
      {place.note && <span className="cap"> {place.note}</span>}
    </span>
  ));
}

/** Before and after the day on which the map changed: who answers for the project, and where it lies. */
async function Moved({ project, on }: { project: ProjectRecord; on: string }) {
  const [t, f] = [await text("projects"), await formats()];
  const { unit, places } = project;
  const after = places.flatMap(({ placeId, name, heirs }) => (heirs.length ? heirs : [{ id: placeId, name }]));
  const now = [...new Map(after.map((each) => [each.id, each])).values()];
  const date = f.date(on);
  const title = unit.heir
    ? t("record.tookOver", { date, unit: f.inSentence(unit.heir.name) })
    : t("record.tookOverPlaces", { date, unit: now.map(({ name }) => f.inSentence(name)).join(", ") });
  const heir = unit.heir ?? unit;
  return (
    <Sheet flush title={title} note={t("record.tookOverNote")}>
      <table className="epoch">
        <thead>
          <tr>
            <th>
              <span className="vh">{t("record.facts")}</span>
            </th>
            <th scope="col">{t("record.upTo", { date: f.date(lastDay(on)) })}</th>
            <th scope="col">{t("record.since", { date })}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t("record.responsible")}</th>
            <td>
              <Link href={`/units/${unit.id}`}>{unit.name}</Link>
            </td>
            <td>
              <Link href={`/units/${heir.id}`}>{heir.name}</Link>
            </td>
          </tr>
          {places.length > 0 && (
            <tr>
              <th scope="row">{t("record.lies")}</th>
              <td>
                <Places places={places} />
              </td>
              <td>
                {now.map(({ id, name }, index) => (
                  <span key={id}>
                    {index > 0 && ", "}
                    <Link href={`/units/${id}`}>{index > 0 ? f.inSentence(name) : name}</Link>
                  </span>
                ))}
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </Sheet>
  );
}

/** Two to a line; one that is left alone takes the whole line. */
function paired(facts: Fact[]): Fact[] {
  let left = true;
  return facts.map((fact, index) => {
    const alone = left && (index === facts.length - 1 || facts[index + 1]?.wide === true);
    const wide = fact.wide || alone;
    left = wide ? true : !left;
    return wide ? { ...fact, wide } : fact;
  });
}

async function Planned({ day }: { day: string }) {
  const [t, f] = [await text("projects"), await formats()];
  return <span className="cap">{t("record.plan", { date: f.date(day) })}</span>;
}

async function Sources({ project }: { project: ProjectRecord }) {
  const [t, common, f, locale] = [await text("projects"), await text("common"), await formats(), await currentLocale()];
  const total = f.millions(project.totalAmount);
  const money = project.allocatedAmount === "0" ? undefined : `/projects/${project.id}?tab=money`;
  const title = !project.sources.length
    ? t("record.noSources")
    : project.allocatedAmount === "0"
      ? t("record.sourcesUnallotted", { total })
      : t("record.sourcesPaid", { total, share: f.share(project.paidAmount, project.allocatedAmount) });
  return (
    <Sheet flush title={title} note={common("measure.millionDong")}>
      {project.sources.length > 0 && (
        <Table
          caption={t("edit.sources")}
          rows={project.sources}
          rowKey={({ sourceCode }) => sourceCode}
          totalLabel={common("table.total")}
          columns={[
            {
              key: "source",
              head: t("record.source"),
              main: true,
              rowHead: true,
              cell: ({ name, budget }) => (
                <>
                  {name[locale]} {!budget && <span className="cap">{t("record.outside")}</span>}
                </>
              ),
            },
            {
              key: "amount",
              head: t("record.amount"),
              align: "right",
              total: <Money value={project.totalAmount} href={money} />,
              cell: ({ amount }) => <Money value={amount} href={money} />,
            },
            {
              key: "share",
              head: t("record.share"),
              align: "right",
              cell: ({ amount }) => f.share(amount, project.totalAmount),
            },
          ]}
        />
      )}
    </Sheet>
  );
}

/** At the right: who has it since when, and the papers at hand. */
async function Side({ project }: { project: ProjectRecord }) {
  const [t, f] = [await text("projects"), await formats()];
  const photos = project.files.filter(({ kind }) => kind === "photo").length;
  const papers = [
    ...project.documents.map(({ id, number, issuedOn }) => ({
      key: id,
      href: `/documents/${id}`,
      name: number,
      day: issuedOn,
    })),
    ...project.files
      .filter(({ kind }) => kind !== "photo")
      .map(({ id, fileId, kind, caption, takenOn, attachedAt }) => ({
        key: id,
        href: `/api/files/${fileId}`,
        name: caption || t(`file.${kind}`),
        day: takenOn ?? f.dayOf(attachedAt),
      })),
  ];
  return (
    <>
      <Sheet title={t("record.flow")}>
        <Approval project={project} />
      </Sheet>
      <Sheet title={t("edit.papers")}>
        {papers.length + photos === 0 && <p className="cap">{t("record.papersNone")}</p>}
        <ul className="log">
          {papers.slice(0, 6).map((paper) => (
            <li key={paper.key} className="grid-cols-[1fr_auto]!">
              <Link href={paper.href}>{paper.name}</Link>
              <time>{f.date(paper.day)}</time>
            </li>
          ))}
        </ul>
        {photos > 0 && <Link href={`/projects/${project.id}?tab=papers`}>{t("papers.photos", { count: photos })}</Link>}{" "}
        {papers.length > 6 && (
          <Link href={`/projects/${project.id}?tab=papers`}>
            {t("record.papersAll", { count: f.number(papers.length) })}
          </Link>
        )}
      </Sheet>
    </>
  );
}

async function Approval({ project: { request } }: { project: ProjectRecord }) {
  const [t, common, f] = [await text("projects"), await text("common"), await formats()];
  if (!request) return <p className="cap">{t("record.notSent")}</p>;
  const today = f.dayOf(new Date());
  const role = (name: string) => common(`role.${name as "leader"}`);
  const steps: Step[] = [
    {
      key: "sent",
      title: t("record.sent"),
      note: t("record.sentBy", { person: request.requestedBy, date: f.date(f.dayOf(request.requestedAt)) }),
      state: "done",
    },
    ...request.steps.map((step): Step => {
      const title = t("record.decides", { role: role(step.role) });
      if (step.verdict && step.decidedAt) {
        return {
          key: String(step.step),
          title,
          state: ({ approve: "done", return: "returned", reject: "refused" } as const)[step.verdict],
          note: (
            <>
              {t("record.sentBy", { person: step.decidedBy ?? "", date: f.date(f.dayOf(step.decidedAt)) })}
              {step.reason && <span className="block">{t("record.reason", { reason: step.reason })}</span>}
            </>
          ),
        };
      }
      if (request.status === "open" && request.waitingStep === step.step && request.waitingSince) {
        const since = f.dayOf(request.waitingSince);
        return {
          key: String(step.step),
          title,
          state: "now",
          note: (
            <>
              {t("record.waits", {
                unit: step.unitName,
                since: f.dayMonth(since),
                days: f.days(daysBetween(since, today)),
              })}
              {request.dueOn && <span className="block">{t("record.due", { date: f.date(request.dueOn) })}</span>}
            </>
          ),
        };
      }
      return { key: String(step.step), title, note: t("record.laterStep", { unit: step.unitName }), state: "next" };
    }),
  ];
  return (
    <>
      <Steps steps={steps} />
      <p className="cap mt-2.5">
        <Link href={`/requests/${request.id}`} className="code">
          {request.code}
        </Link>
      </p>
    </>
  );
}
