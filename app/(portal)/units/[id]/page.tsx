import type { Metadata } from "next";
import type { ReactNode } from "react";
import { TextProvider } from "@/app/text/client";
import { messages } from "@/app/text/index";
import { currentLocale, formats, text } from "@/app/text/server";
import { api } from "@/app/trpc/server";
import { Late } from "@/app/ui/chip";
import { Facts } from "@/app/ui/facts";
import { Link } from "@/app/ui/link";
import { Count } from "@/app/ui/money";
import { Page } from "@/app/ui/page-head";
import { href, type Query } from "@/app/ui/query";
import { RecordHead } from "@/app/ui/record-head";
import { Columns, Sheet } from "@/app/ui/sheet";
import { Steps } from "@/app/ui/steps";
import { Table } from "@/app/ui/table";
import type { CodeHolder } from "@/server/units/queries";
import { inForceOn, isInForce, meanings } from "@/server/units/rules";
import { choiceParam, dayParam } from "../day";
import { FilterDate } from "../filter-date";
import { type PeriodWords, unitInSentence, unitPeriod, unitTitle } from "../title";
import { Lenses } from "./lenses";
import { type Line, Lineage } from "./lineage";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> };
type Unit = Awaited<ReturnType<Awaited<ReturnType<typeof api>>["units"]["get"]>>;

const parts = ["origin", "below", "names"] as const;

async function read({ params, searchParams }: Props) {
  const [{ id }, query] = [await params, await searchParams];
  const onDate = dayParam(query, "onDate");
  return { query, unit: await (await api()).units.get({ id, ...(onDate && { onDate }) }) };
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const unit = await (await api()).units.option({ id: (await params).id });
  return { title: unitTitle(unit, await currentLocale()) };
}

export default async function UnitPage(props: Props) {
  const { query, unit } = await read(props);
  const [t, f, locale] = [await text("units"), await formats(), await currentLocale()];
  const words = t as unknown as PeriodWords;
  const part = choiceParam(query, "part", parts) ?? "origin";
  const path = `/units/${unit.id}`;
  const now = inForceOn(unit.versions, unit.onDate) ?? unit.versions.at(-1)!;
  const shown = unit.versions.find(isNow(unit.onDate));
  const own = unit.holders.filter((holder) => holder.unitId === unit.id);
  const code = own.find((holder) => isInForce(holder, unit.onDate)) ?? own.at(-1);
  const others = unit.holders.filter(
    (holder) => holder.unitId !== unit.id && holder.code === code?.code && holder.scheme === code.scheme,
  );
  const before = others.filter((holder) => code && holder.validFrom < code.validFrom).at(-1);
  const after = others.find((holder) => code && holder.validFrom > code.validFrom);

  const facts: ReactNode[] = [
    code && (
      <>
        {t("code")} <b className="code">{code.code}</b> {unitPeriod(now, words)}
      </>
    ),
    unit.counts.households !== null && (
      <>
        <b>{f.number(unit.counts.households)}</b> {t("households")}
      </>
    ),
    before?.validTo && (
      <Late>{t("sameCodeBefore", { date: f.date(before.validTo), unit: unitInSentence(before, locale) })}</Late>
    ),
    after && <Late>{t("sameCodeAfter", { date: f.date(after.validFrom), unit: unitInSentence(after, locale) })}</Late>,
    !shown &&
      (now.validTo && now.validTo <= unit.onDate ? (
        <Late>{t("notInForce", { date: f.date(now.validTo) })}</Late>
      ) : (
        <Late>{t("notYet", { date: f.date(unit.onDate) })}</Late>
      )),
  ].filter(Boolean);

  return (
    <>
      <RecordHead
        crumbs={[
          { label: t("title"), href: "/units" },
          ...(now.parent
            ? [{ label: unitTitle(now.parent, locale), href: now.parentId ? `/units/${now.parentId}` : undefined }]
            : []),
        ]}
        title={unitTitle(now, locale)}
        facts={facts}
        tabs={parts.map((key) => ({
          key,
          label: t(`tab.${key}`),
          href: href(path, query, { part: key === "origin" ? null : key }),
          count: key === "below" ? f.number(unit.children.length) : undefined,
          current: key === part,
        }))}
      />
      <Page>
        {part === "origin" && (
          <Columns side={<Meaning unit={unit} query={query} path={path} />}>
            <Origin unit={unit} />
            {shown && <Lenses unitId={unit.id} unitName={unitInSentence(now, locale)} path={path} query={query} />}
            <Area unit={unit} />
          </Columns>
        )}
        {part === "below" && (
          <Sheet title={t("belowOn", { date: f.date(unit.onDate) })} flush>
            <Table
              caption={t("belowOn", { date: f.date(unit.onDate) })}
              rows={unit.children}
              rowKey={(child) => child.id}
              empty={{ title: t("emptyTitle"), why: t("emptyWhy") }}
              columns={[
                {
                  key: "name",
                  head: t("unit"),
                  main: true,
                  rowHead: true,
                  cell: (child) => <Link href={`/units/${child.id}`}>{unitTitle(child, locale)}</Link>,
                },
                {
                  key: "code",
                  head: t("code"),
                  label: t("code"),
                  cell: (child) => <span className="code">{child.code ?? "—"}</span>,
                },
                { key: "time", head: t("time"), label: t("time"), cell: (child) => unitPeriod(child, words) || "—" },
              ]}
            />
          </Sheet>
        )}
        {part === "names" && <Names unit={unit} />}
      </Page>
    </>
  );
}

/** In the order in which each key is first seen. */
function grouped<T>(items: T[], keyOf: (item: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups];
}

const isNow = (onDate: string) => (version: { validFrom: string; validTo: string | null }) =>
  isInForce(version, onDate);

/** Two drawings at most: what the unit was made of, and what became of it. */
async function Origin({ unit }: { unit: Unit }) {
  const [t, f, locale] = [await text("units"), await formats(), await currentLocale()];
  const me = unit.versions.at(-1)!;
  const name = unitTitle(me, locale);
  const came = unit.links.filter((link) => link.successorId === unit.id);
  const went = unit.links.filter((link) => link.predecessorId === unit.id);
  const elsewhere = unit.links.filter((link) => link.successorId !== unit.id && link.predecessorId !== unit.id);
  const share = (link: (typeof came)[number]) => link.householdShare ?? link.populationShare;
  const size = (link: (typeof came)[number]) =>
    !link.part
      ? t("lineage.whole")
      : share(link) === null
        ? t("lineage.part")
        : t("lineage.partOf", { share: f.percent(share(link)) });
  const line = (link: (typeof came)[number]): Line => ({
    from: link.predecessorId,
    to: link.successorId,
    part: link.part,
    weight: share(link) ?? 1,
  });
  const papers = [
    ...new Map([...came, ...went].flatMap(({ document }) => (document ? [[document.id, document]] : []))).values(),
  ];
  const divided = came.filter(({ part }) => part);
  const giver = came.find(({ passedCode }) => passedCode)?.predecessor;

  if (!came.length && !went.length) return <Sheet title={t("lineage.none", { unit: name })}>{null}</Sheet>;
  return (
    <>
      {came.length > 0 && (
        <Sheet
          title={
            divided.length
              ? t("lineage.fromPart", {
                  unit: name,
                  count: came.length,
                  parts: divided.map(({ predecessor }) => unitInSentence(predecessor, locale)).join(", "),
                })
              : t("lineage.from", { unit: name, count: came.length })
          }
          note={t("lineage.legend")}
          flush
        >
          <Lineage
            label={t("lineage.title")}
            left={came.map((link) => ({
              key: link.predecessorId,
              title: <Link href={`/units/${link.predecessorId}`}>{unitTitle(link.predecessor, locale)}</Link>,
              notes: [[link.predecessor.code, size(link)].filter(Boolean).join(" · ")],
              part: link.part,
            }))}
            right={[
              {
                key: unit.id,
                title: name,
                me: true,
                notes: [
                  [
                    unit.holders.find(({ unitId }) => unitId === unit.id)?.code,
                    giver && t("lineage.tookCode", { unit: unitInSentence(giver, locale) }),
                  ]
                    .filter(Boolean)
                    .join(" · "),
                  ...(went.length ? [] : [t("lineage.noSuccessor")]),
                ],
              },
              ...grouped(elsewhere, (link) => link.successorId).map(([key, links]) => ({
                key,
                title: <Link href={`/units/${key}`}>{unitTitle(links[0]!.successor, locale)}</Link>,
                notes: links.map((link) => {
                  const from = unitInSentence(link.predecessor, locale);
                  const got =
                    share(link) === null
                      ? t("lineage.gotSomePart", { unit: from })
                      : t("lineage.gotPart", { unit: from, share: f.percent(share(link)) });
                  return [link.successor.code, got].filter(Boolean).join(" · ");
                }),
              })),
            ]}
            lines={[...came, ...elsewhere].map(line)}
          />
          <Papers papers={papers} />
        </Sheet>
      )}
      {went.length > 0 && (
        <Sheet
          title={
            went.length === 1
              ? t("lineage.into", {
                  date: f.date(went[0]!.effectiveOn),
                  unit: unitInSentence(me, locale),
                  successor: unitInSentence(went[0]!.successor, locale),
                })
              : t("lineage.intoParts", {
                  date: f.date(went[0]!.effectiveOn),
                  unit: unitInSentence(me, locale),
                  count: went.length,
                })
          }
          note={t("lineage.legend")}
          flush
        >
          <Lineage
            label={t("lineage.title")}
            left={[{ key: unit.id, title: name, me: true, notes: [own(unit)] }]}
            right={went.map((link) => ({
              key: link.successorId,
              title: <Link href={`/units/${link.successorId}`}>{unitTitle(link.successor, locale)}</Link>,
              notes: [[link.successor.code, size(link)].filter(Boolean).join(" · ")],
              part: link.part,
            }))}
            lines={went.map(line)}
          />
          {!came.length && <Papers papers={papers} />}
        </Sheet>
      )}
    </>
  );
}

const own = (unit: Unit) => unit.holders.find(({ unitId }) => unitId === unit.id)?.code ?? "";

async function Papers({ papers }: { papers: { id: string; number: string }[] }) {
  const t = await text("units");
  if (!papers.length) return null;
  return (
    <p className="bd flex flex-wrap gap-3">
      {papers.map((paper) => (
        <Link key={paper.id} href={`/documents/${paper.id}`}>
          {t("lineage.document", { number: paper.number })}
        </Link>
      ))}
    </p>
  );
}

async function Area({ unit }: { unit: Unit }) {
  const [t, f] = [await text("units"), await formats()];
  const { households, poor, projects } = unit.counts;
  return (
    <Sheet title={t("area.title")}>
      {households === null ? (
        <p className="muted">{t("area.hidden")}</p>
      ) : (
        <Facts
          label={t("area.title")}
          items={[
            {
              term: t("area.households"),
              value: <Count value={households} href={`/households?unit=${unit.id}`} />,
            },
            {
              term: t("area.projects"),
              value: <Count value={projects} href={`/projects?unit=${unit.id}`} />,
            },
            {
              term: t("area.poor"),
              value: (
                <>
                  <Count value={poor} href={`/households?unit=${unit.id}&class=poor`} />
                  {households > 0 && <span className="muted"> · {f.share(poor, households)}</span>}
                </>
              ),
            },
          ]}
        />
      )}
      <p className="mt-2">
        <Link href={`/indicators?unitId=${unit.id}`}>{t("area.seePublished")}</Link>
      </p>
    </Sheet>
  );
}

const schemes: Record<string, "gso" | "qd19" | "iso3166"> = { gso: "gso", qd19: "qd19", "iso3166-2": "iso3166" };

/** Each code of the unit with all its holders in time, and what it meant on a day. */
async function Meaning({ unit, query, path }: { unit: Unit; query: Query; path: string }) {
  const [t, f, locale] = [await text("units"), await formats(), await currentLocale()];
  const words = t as unknown as PeriodWords;
  const day = dayParam(query, "codeOn");
  const codes = grouped(unit.holders, (holder) => `${holder.scheme} ${holder.code}`);
  const isHolder = (each: object): each is CodeHolder => "unitId" in each;
  return (
    <>
      {codes.map(([key, holders], index) => {
        const meant = day && inForceOn(holders, day);
        const first = holders[0]!;
        return (
          <Sheet key={key} title={t("meaning.title", { code: first.code })}>
            <p className="cap">
              {schemes[first.scheme]
                ? t(`meaning.${schemes[first.scheme]!}`)
                : t("meaning.otherScheme", { scheme: first.scheme })}
            </p>
            <Steps
              steps={meanings(holders).map((each) =>
                isHolder(each)
                  ? {
                      key: each.validFrom,
                      title:
                        each.unitId === unit.id ? (
                          unitTitle(each, locale)
                        ) : (
                          <Link href={`/units/${each.unitId}`}>{unitTitle(each, locale)}</Link>
                        ),
                      note: [unitPeriod(timeOf(unit, each), words), each.parent && unitInSentence(each.parent, locale)]
                        .filter(Boolean)
                        .join(" · "),
                      state: each.unitId === unit.id ? ("now" as const) : ("next" as const),
                    }
                  : {
                      key: each.validFrom,
                      title: t("meaning.gap"),
                      note: unitPeriod(each, words),
                      state: "next" as const,
                    },
              )}
            />
            {index === 0 && (
              <TextProvider locale={locale} messages={messages(locale, ["units"])}>
                <form method="get" action={path} className="inrow items-end mt-3">
                  <FilterDate name="codeOn" label={t("meaning.on")} day={day} />
                  <button type="submit" className="btn">
                    {t("meaning.show")}
                  </button>
                </form>
              </TextProvider>
            )}
            {day && (
              <p role="status" className="mt-2">
                {meant
                  ? t("meaning.answer", { date: f.date(day), unit: unitInSentence(meant, locale) })
                  : t("meaning.nothing", { date: f.date(day) })}
              </p>
            )}
          </Sheet>
        );
      })}
    </>
  );
}

/** The first day is not told where nobody looked it up. */
const timeOf = (unit: Unit, holder: CodeHolder) => ({
  validFrom: holder.validFrom,
  validTo: holder.validTo,
  validFromKnown:
    holder.unitId === unit.id
      ? (unit.versions.find(({ validFrom }) => validFrom === holder.validFrom)?.validFromKnown ?? true)
      : holder.validTo === null,
});

async function Names({ unit }: { unit: Unit }) {
  const [t, locale] = [await text("units"), await currentLocale()];
  const words = t as unknown as PeriodWords;
  return (
    <>
      {unit.versions.map((version) => (
        <Sheet key={version.validFrom} title={unitTitle(version, locale)} note={unitPeriod(version, words)}>
          <Facts
            label={t("version.caption")}
            items={[
              { term: t("code"), value: version.code },
              {
                term: t("parent"),
                value: version.parent && (
                  <Link href={`/units/${version.parentId}`}>{unitTitle(version.parent, locale)}</Link>
                ),
              },
              {
                term: t("version.urban"),
                value:
                  version.urban === null
                    ? t("version.undecided")
                    : t(version.urban ? "version.isUrban" : "version.isRural"),
              },
              {
                term: t("version.document"),
                value: version.document && (
                  <Link href={`/documents/${version.document.id}`}>{version.document.number}</Link>
                ),
              },
            ]}
          />
        </Sheet>
      ))}
    </>
  );
}
