import type { Metadata } from "next";
import { TextProvider } from "@/app/text/client";
import { messages } from "@/app/text/index";
import { currentLocale, formats, text } from "@/app/text/server";
import { api, frame } from "@/app/trpc/server";
import { FilterSelect, Filters, FilterText, Quick } from "@/app/ui/filters";
import { Link } from "@/app/ui/link";
import { Page, PageHead } from "@/app/ui/page-head";
import { Pager } from "@/app/ui/pager";
import { href, one, type Query, sortOf } from "@/app/ui/query";
import { Table } from "@/app/ui/table";
import { householdClasses } from "@/db/schema/household-lists";
import { pageSize } from "@/server/inputs";
import { PlacePicker } from "../units/place-picker";
import { unitInSentence, unitTitle } from "../units/title";

type Props = { searchParams: Promise<Query> };
type Asked = Parameters<Awaited<ReturnType<typeof api>>["households"]["list"]>[0];

const path = "/households";
const names = ["q", "unit", "village", "ethnicity", "support", "helped"];

const yearsSince = (first: number) =>
  Array.from({ length: new Date().getFullYear() - first + 1 }, (_, back) => String(new Date().getFullYear() - back));

/** The address as the list's own input; empty fields of the form are left out. */
function asked(query: Query): Asked {
  const given = ["q", "unit", "province", "village", "ethnicity", "support", "class", "helpedClass", "sort"]
    .map((name) => [name, one(query, name)] as const)
    .filter(([, value]) => value);
  const numbers = ["page", "helped"]
    .map((name) => [name, Number(one(query, name))] as const)
    .filter(([, value]) => value);
  return { ...Object.fromEntries(given), ...Object.fromEntries(numbers) } as Asked;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await text("households"))("list.title") };
}

export default async function HouseholdsPage({ searchParams }: Props) {
  const query = await searchParams;
  const found = await (await api()).households.list(asked(query));
  const [t, f, locale] = [await text("households"), await formats(), await currentLocale()];
  const here = await frame();
  const chosen = one(query, "class");
  const all = found.byClass.reduce((sum, { count }) => sum + count, 0);
  const counts = new Map(found.byClass.map(({ class: held, count }) => [held, count]));
  const filtered = Boolean(chosen) || names.some((name) => one(query, name));
  return (
    <Page>
      <PageHead
        title={t("list.title")}
        {...(here.unit && { crumbs: [{ label: here.unit.title, href: `/units/${here.unit.id}` }] })}
        actions={
          found.mayRegister && (
            <Link className="btn primary" href="/households/new">
              {t("form.register")}
            </Link>
          )
        }
      />
      <div className="sheet">
        <Filters
          path={path}
          query={query}
          names={names}
          first={<FilterText name="q" label={t("list.search")} query={query} placeholder={t("list.searchHint")} />}
        >
          <TextProvider locale={locale} messages={messages(locale, ["units"])}>
            <PlacePicker name="unit" label={t("list.unit")} {...(found.unit && { unit: found.unit })} />
          </TextProvider>
          {found.villages.length > 0 && (
            <FilterSelect
              name="village"
              label={t("list.village")}
              query={query}
              all={t("list.anyVillage")}
              options={found.villages.map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
          <FilterSelect
            name="ethnicity"
            label={t("list.ethnicity")}
            query={query}
            all={t("list.anyEthnicity")}
            options={found.ethnicities.map(({ code, name }) => ({ value: code, label: name[locale] }))}
          />
          <FilterSelect
            name="support"
            label={t("list.supportFilter")}
            query={query}
            all={t("list.anySupport")}
            options={[
              { value: "planned", label: t("list.withPlanned") },
              { value: "none", label: t("list.withoutPlanned") },
            ]}
          />
          <FilterSelect
            name="helped"
            label={t("list.helped")}
            query={query}
            all={t("list.anyYear")}
            options={yearsSince(2021).map((year) => ({ value: year, label: year }))}
          />
        </Filters>
        <Quick
          label={t("list.byClass")}
          items={[
            {
              key: "all",
              label: t("list.all"),
              ...(found.everyClassCounted && { count: f.number(all) }),
              current: !chosen,
              href: href(path, query, { class: null }),
            },
            ...[...householdClasses, "unclassified" as const].map((held) => ({
              key: held,
              label: t(`class.${held}`),
              ...((found.everyClassCounted || chosen === held) && { count: f.number(counts.get(held) ?? 0) }),
              current: chosen === held,
              href: href(path, query, { class: held }),
            })),
          ]}
        />
        <Table
          caption={t("list.caption")}
          density="two"
          rows={found.items}
          rowKey={(row) => row.id}
          totalLabel={t("list.total", { count: found.total })}
          sort={{ current: sortOf(query, { by: "name", down: false }), path, query }}
          empty={
            filtered
              ? {
                  title: t("list.emptyFiltered"),
                  why: t("list.emptyFilteredWhy"),
                }
              : { title: t("list.empty"), why: t("list.emptyWhy") }
          }
          columns={[
            {
              key: "household",
              head: t("list.household"),
              sort: "name",
              main: true,
              rowHead: true,
              cell: (row) => <Link href={`/households/${row.id}`}>{row.headName}</Link>,
              note: (row) => [row.code, row.ethnicity?.[locale]].filter(Boolean).join(" · "),
            },
            {
              key: "place",
              head: t("list.place"),
              cell: (row) => {
                const unit = row.heir ?? { name: row.unitName, title: row.unitTitle };
                return row.villageName
                  ? `${row.villageName}, ${unitInSentence(unit, locale)}`
                  : unitTitle(unit, locale);
              },
              note: (row) =>
                row.heir && row.heir.name !== row.unitName
                  ? t("list.formerly", { unit: unitInSentence({ name: row.unitName, title: row.unitTitle }, locale) })
                  : undefined,
            },
            {
              key: "members",
              head: t("list.members"),
              hide: "phone",
              sort: "members",
              align: "right",
              cell: (row) => f.number(row.memberCount),
            },
            {
              key: "national",
              head: t("list.national"),
              cell: (row) => (
                <ClassWord held={row.currentClass} word={t(`class.${row.currentClass ?? "unclassified"}`)} />
              ),
            },
            {
              key: "provincial",
              head: t("list.provincial"),
              label: t("list.provincial"),
              hide: "both",
              cell: (row) =>
                row.provincialClass ? (
                  <ClassWord held={row.provincialClass} word={t(`class.${row.provincialClass}`)} />
                ) : (
                  <span className="zero">—</span>
                ),
            },
            {
              key: "support",
              head: t("list.support"),
              label: t("list.support"),
              hide: "phone",
              cell: (row) =>
                row.plannedSupports > 0 ? (
                  t("list.planned", { count: row.plannedSupports })
                ) : (
                  <span className="zero">—</span>
                ),
            },
          ]}
        />
        <Pager
          page={Number(one(query, "page") ?? 1)}
          pageSize={pageSize}
          total={found.total}
          path={path}
          query={query}
          things={t("list.things")}
        />
      </div>
    </Page>
  );
}

/** Poor stands out, nothing else does. */
function ClassWord({ held, word }: { held: string | null; word: string }) {
  if (held === "poor") return <b>{word}</b>;
  return held ? word : <span className="muted">{word}</span>;
}
