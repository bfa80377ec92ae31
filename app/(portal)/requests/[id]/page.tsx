import type { Metadata } from "next";
import { TextProvider } from "@/app/text/client";
import { messages } from "@/app/text/index";
import { currentLocale, formats, text } from "@/app/text/server";
import { api } from "@/app/trpc/server";
import { Late } from "@/app/ui/chip";
import type { Amount } from "@/app/ui/format";
import { Icon } from "@/app/ui/icons";
import { Link } from "@/app/ui/link";
import { Page } from "@/app/ui/page-head";
import type { Query } from "@/app/ui/query";
import { RecordHead } from "@/app/ui/record-head";
import { Columns, Figure, Figures, Sheet } from "@/app/ui/sheet";
import { StatusChip } from "@/app/ui/status-chip";
import { type Step, Steps } from "@/app/ui/steps";
import type { RequestSubject } from "@/db/schema/programmes";
import { PrintButton } from "../../budgets/print-button";
import { DoneBand } from "../done-band";
import { Changes } from "./changes";
import { Verdict } from "./verdict";

type Params = { params: Promise<{ id: string }>; searchParams: Promise<Query> };

const load = async (requestId: string) => (await api()).requests.get({ requestId });
type Request = Awaited<ReturnType<typeof load>>;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await text("requests"))("list.request") };
}

const subjectHref = (subject: RequestSubject, id: string) =>
  subject === "budget.decision" ? `/budgets/decisions/${id}` : `/projects/${id}`;

export default async function RequestPage({ params, searchParams }: Params) {
  const [{ id }, query] = [await params, await searchParams];
  const [t, f, locale, found] = [await text("requests"), await formats(), await currentLocale(), await load(id)];
  const { place, length, previous, next, after } = found.queue;
  const whyNot = found.problem && t(`record.whyNot.${found.problem as "not_allowed"}`);
  return (
    <>
      {found.may.some((each) => each === "decide") && (
        <a className="skip" href="#decide">
          {t("record.skipToDecision")}
        </a>
      )}
      <DoneBand query={query} then="nextOne" />
      <RecordHead
        crumbs={[
          { label: t("inbox.title"), href: "/inbox" },
          {
            label: place ? t("record.place", { place, length }) : t("list.title"),
            ...(!place && { href: "/requests" }),
          },
          ...(place ? [] : [{ label: found.code }]),
        ]}
        title={found.title}
        facts={[
          <StatusChip key="status" status={found.status} />,
          <span key="code" className="code">
            {found.code}
          </span>,
          t(`subject.${found.subject.replace(".", "_") as "budget_decision"}`),
          t("record.askedBy", { name: found.askedBy, unit: f.inSentence(found.unitName) }),
        ]}
        actions={
          <>
            <Link className="btn" href={subjectHref(found.subject, found.subjectId)}>
              {t("record.open")}
            </Link>
            <PrintButton>{t("record.print")}</PrintButton>
          </>
        }
      />
      <Page>
        <Columns side={<Side request={found} />}>
          <Strip request={found} />
          <Sheet flush>
            <Changes
              changes={found.changes}
              sourceNames={found.sourceNames}
              lineNames={found.lineNames}
              path={`/requests/${id}`}
              query={query}
            />
          </Sheet>
        </Columns>
      </Page>
      <TextProvider locale={locale} messages={messages(locale, ["requests"])}>
        <Verdict
          key={found.id}
          requestId={found.id}
          code={found.code}
          may={found.may}
          whyNot={whyNot}
          previous={previous}
          next={next === found.id ? null : next}
          after={after}
        />
      </TextProvider>
    </>
  );
}

const counted = new Set(["householdCount", "householdsServed"]);
const ownTotals = ["householdCount", "householdsServed", "normAmount", "counterpartAmount", "ownAmount"];

/** Totals first: what is asked for, what changes against the last approved, what is left. */
async function Strip({ request }: { request: Request }) {
  const [t, common, f] = [await text("requests"), await text("common"), await formats()];
  const { changes } = request;
  const total = changes.find(({ field, group }) => field === "received" && group === "totals");
  const left = changes.find(({ field, group }) => field === "free" && group === "totals");
  const whole = total ?? changes.find(({ field }) => field === "totalAmount");
  const before = (value: unknown) =>
    value === null || value === undefined
      ? t("record.first")
      : t("record.before", { amount: f.millions(value as Amount, 3) });
  const delta =
    whole && whole.before !== null && whole.before !== undefined
      ? BigInt(String(whole.after)) - BigInt(String(whole.before))
      : undefined;
  const shown = changes.filter(({ group }) => group !== "totals");
  // A project's own totals fill the strip, which holds four figures.
  const taken = 1 + Number(whole !== undefined) + Number(delta !== undefined) + Number(left !== undefined);
  const others = ownTotals
    .flatMap((field) => changes.filter((change) => change.field === field && !change.group && change.after !== null))
    .slice(0, Math.max(0, 4 - taken));
  const unit = common("measure.millionDong");
  const first = changes.length > 0 && request.subject !== "budget.decision" && whole?.before === null;
  return (
    <Figures label={t("record.figures")}>
      {whole && (
        <Figure
          label={t(total ? "record.totalReceived" : "record.total")}
          value={f.millions(String(whole.after), 3)}
          unit={unit}
          note={before(whole.before)}
        />
      )}
      {delta !== undefined && (
        <Figure
          label={t("record.change")}
          value={`${delta > 0n ? "+" : ""}${f.millions(delta, 3)}`}
          unit={unit}
          note={`${delta > 0n ? "+" : ""}${f.share(delta, String(whole?.before))}`}
        />
      )}
      {!whole && request.amount && (
        <Figure label={t("record.total")} value={f.millions(request.amount, 3)} unit={unit} />
      )}
      {left && (
        <Figure
          label={t("record.totalFree")}
          value={f.millions(String(left.after), 3)}
          unit={unit}
          note={t(BigInt(String(left.after)) < 0n ? "record.below" : "record.notBelow", {
            amount: f.millions(String(left.before), 3),
          })}
        />
      )}
      {others.map(({ field, before: was, after }) => (
        <Figure
          key={field}
          label={t(`field.${field as "householdCount"}`)}
          value={counted.has(field) ? f.number(Number(after)) : f.millions(String(after), 3)}
          unit={counted.has(field) ? common("measure.households") : unit}
          note={
            was === null || was === undefined
              ? undefined
              : t("record.before", { amount: counted.has(field) ? f.number(Number(was)) : f.millions(String(was), 3) })
          }
        />
      ))}
      {!first && <Figure label={t("record.lines")} value={f.number(shown.length)} note={t("record.linesNote")} />}
      {first && request.status === "open" && request.dueOn && (
        <Figure
          label={t("record.dueOn")}
          value={f.dayMonth(request.dueOn)}
          note={
            f.late(request.dueOn, request.today) ? (
              <Late>{f.late(request.dueOn, request.today)}</Late>
            ) : (
              f.until(request.dueOn, request.today)
            )
          }
        />
      )}
    </Figures>
  );
}

/** Who has it now, since when, and who could decide; what the portal has checked. */
async function Side({ request }: { request: Request }) {
  const [t, common, f] = [await text("requests"), await text("common"), await formats()];
  const steps: Step[] = [
    {
      key: "made",
      title: t("record.madeOut"),
      note: `${request.askedBy} · ${f.date(request.askedAt)}`,
      state: "done",
    },
    ...request.steps.map((step): Step => {
      const title = t("record.step", {
        role: common(`role.${step.role as "manager"}`),
        unit: f.inSentence(step.unitName),
      });
      const key = String(step.step);
      if (step.verdict) {
        const state = { approve: "done", return: "returned", reject: "refused" } as const;
        return {
          key,
          title,
          note: (
            <>
              {t("record.decided", { name: step.decidedBy ?? "", date: f.instant(step.decidedAt) })}
              {step.reason && (
                <>
                  <br />“{step.reason}”
                </>
              )}
            </>
          ),
          state: state[step.verdict],
        };
      }
      const holders = step.holders.length ? t("record.could", { names: step.holders.join(", ") }) : t("record.nobody");
      if (step.step === request.waitingStep && request.waitingSince) {
        const days = f.days(Math.max(0, daysSince(request.waitingSince, request.today)));
        const waits = t("record.waits", {
          since: f.dayMonth(request.waitingSince),
          days,
          due: f.dayMonth(request.dueOn),
        });
        return {
          key,
          title: request.may.some((each) => each === "decide") ? `${title}: ${t("record.you")}` : title,
          note: (
            <>
              {waits}
              <br />
              {holders}
            </>
          ),
          state: "now",
        };
      }
      return { key, title, note: t("record.within", { days: f.days(step.days) }), state: "next" };
    }),
    ...(request.status === "withdrawn"
      ? [
          {
            key: "withdrawn",
            title: t("record.withdrawn"),
            note: f.instant(request.decidedAt),
            state: "returned" as const,
          },
        ]
      : [
          {
            key: "effect",
            title: t("record.effect"),
            note: request.status === "approved" ? f.instant(request.decidedAt) : t("record.effectNote"),
            state: request.status === "approved" ? ("done" as const) : ("next" as const),
          },
        ]),
  ];
  return (
    <>
      <Sheet title={t("record.who")}>
        <Steps steps={steps} />
      </Sheet>
      <section className="sheet">
        <div className="hd">
          <h2>{t("record.checks")}</h2>
        </div>
        <div className="verdict pt-0">
          <ul>
            {request.checks.map((check) => (
              <li key={check.code}>
                <span className={check.ok ? "good" : "late"}>
                  <Icon name={check.ok ? "check" : "warn"} />
                </span>
                <span>
                  {t(`record.check.${check.code as "no_line_below_zero"}`, check.values as { count: number })}
                </span>
              </li>
            ))}
            <li>
              <span className="good">
                <Icon name="check" />
              </span>
              <span>{t("record.requesterApart")}</span>
            </li>
          </ul>
        </div>
      </section>
    </>
  );
}

const daysSince = (since: string, today: string) =>
  Math.round((Date.parse(`${today}T00:00:00Z`) - Date.parse(`${since.slice(0, 10)}T00:00:00Z`)) / 86_400_000);
