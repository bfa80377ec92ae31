import type { Metadata } from "next";
import { TextProvider } from "@/app/text/client";
import { messages } from "@/app/text/index";
import { currentLocale, formats, text } from "@/app/text/server";
import { api } from "@/app/trpc/server";
import { FilterSelect, Filters } from "@/app/ui/filters";
import { Link } from "@/app/ui/link";
import { Page, PageHead } from "@/app/ui/page-head";
import { href, one, type Query } from "@/app/ui/query";
import { Sheet } from "@/app/ui/sheet";
import { Table } from "@/app/ui/table";
import { type AuditNoun, auditNouns } from "@/server/audit/inputs";

import { choiceParam, dayParam, idParam } from "../units/day";
import { FilterDate } from "../units/filter-date";
import { unitTitle } from "../units/title";
import { Blocks } from "./blocks";
import { Changes, eventWord } from "./changes";
import { eventCodes } from "./events";

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await text("audit"))("title") });

/** Where a record of the trail is read; files have no page of their own. */
const pageOf: Partial<Record<AuditNoun, string>> = {
  documents: "/documents",
  findings: "/findings",
  households: "/households",
  inspections: "/inspections",
  people: "/people",
  projects: "/projects",
  requests: "/requests",
};

export default async function AuditPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const [t, f, locale, caller] = [await text("audit"), await formats(), await currentLocale(), await api()];
  const noun = choiceParam(query, "noun", auditNouns);
  const event = choiceParam(query, "event", eventCodes);
  const [person, record] = [idParam(query, "person"), idParam(query, "record")];
  const [from, to] = [dayParam(query, "from"), dayParam(query, "to")];
  const before = /^[0-9]{1,18}$/.test(one(query, "before") ?? "") ? one(query, "before") : undefined;
  const asked = caller.audit.list({
    ...(noun && { noun }),
    ...(event && { event }),
    ...(person && { person }),
    ...(record && { record }),
    ...(from && { from }),
    ...(to && { to }),
    ...(before && { before }),
  });
  // Asked together they share a transaction.
  const [list, blocks] = await Promise.all([asked, caller.audit.blocks({ verify: one(query, "verify") === "1" })]);
  const link = (change: Record<string, string | null>) =>
    href("/audit", query, { before: null, verify: null, ...change });
  return (
    <Page>
      <PageHead title={t("title")} facts={t("facts")} />
      <Sheet flush>
        <TextProvider locale={locale} messages={messages(locale, ["audit"])}>
          <Filters
            path="/audit"
            query={{ ...query, before: undefined, verify: undefined }}
            names={["noun", "event", "from", "to", "person", "record"]}
            first={
              <FilterSelect
                name="noun"
                label={t("noun")}
                query={query}
                all={t("allNouns")}
                options={auditNouns.map((each) => ({ value: each, label: t(`nouns.${each}`) }))}
              />
            }
          >
            <FilterSelect
              name="event"
              label={t("event")}
              query={query}
              all={t("allEvents")}
              options={eventCodes.map((each) => ({ value: each, label: eventWord(t, each) }))}
            />
            <FilterDate name="from" label={t("from")} day={from} />
            <FilterDate name="to" label={t("to")} day={to} />
            {person && <input type="hidden" name="person" value={person} />}
            {record && <input type="hidden" name="record" value={record} />}
          </Filters>
        </TextProvider>
        {(person || record) && (
          <p className="pager">
            {person && t("onlyPerson", { name: list.items[0]?.person ?? "—" })}
            {record && t("onlyRecord")}
            <Link href={link({ person: null, record: null })}>{t("clear")}</Link>
          </p>
        )}
        <Table
          caption={t("caption")}
          rows={list.items}
          rowKey={(each) => each.id}
          density="two"
          empty={{ title: t("empty"), why: t("emptyWhy") }}
          columns={[
            {
              key: "what",
              head: t("what"),
              main: true,
              rowHead: true,
              cell: (each) => eventWord(t, each.event),
            },
            {
              key: "record",
              head: t("record"),
              cell: (each) => {
                const noun = t(`nouns.${each.noun as AuditNoun}`);
                const page = pageOf[each.noun as AuditNoun];
                if (!each.record) return <span className="muted">{noun}</span>;
                return page ? <Link href={`${page}/${each.recordId}`}>{each.record}</Link> : each.record;
              },
              note: (each) => each.record && t(`nouns.${each.noun as AuditNoun}`),
            },
            {
              key: "when",
              head: t("when"),
              cell: (each) => <span className="nw">{f.instant(each.at)}</span>,
            },
            {
              key: "who",
              head: t("who"),
              cell: (each) => <Link href={link({ person: each.personId })}>{each.person ?? t("commandLine")}</Link>,
            },
            {
              key: "where",
              head: t("where"),
              label: t("where"),
              hide: "phone",
              cell: (each) => unitTitle(each.unit, locale),
            },
            {
              key: "changes",
              head: t("changes"),
              cell: (each) => <Changes event={each} />,
            },
          ]}
        />
        {(before || list.next) && (
          <p className="pager">
            {before && <Link href={link({})}>{t("newest")}</Link>}
            <span className="sp" />
            {list.next && (
              <Link rel="next" href={link({ before: list.next })}>
                {t("older")}
              </Link>
            )}
          </p>
        )}
      </Sheet>
      <Blocks {...blocks} query={query} />
    </Page>
  );
}
