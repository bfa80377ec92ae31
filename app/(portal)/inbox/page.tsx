import type { Metadata } from "next";
import { formats, text } from "@/app/text/server";
import { api } from "@/app/trpc/server";
import { Late, Tag } from "@/app/ui/chip";
import { EmptyState } from "@/app/ui/empty-state";
import { Quick } from "@/app/ui/filters";
import { Link } from "@/app/ui/link";
import { Money } from "@/app/ui/money";
import { Page, PageHead } from "@/app/ui/page-head";
import { Pager } from "@/app/ui/pager";
import { href, one, type Query } from "@/app/ui/query";
import { type Column, Table } from "@/app/ui/table";
import { pageSize } from "@/server/inputs";
import { type InboxGroup, inboxGroups } from "@/server/requests/inputs";
import type { InboxItem } from "@/server/requests/queries";
import { DoneBand } from "../requests/done-band";
import { Start } from "./start";

const path = "/inbox";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await text("requests"))("inbox.title") };
}

const hrefOf = (item: InboxItem) => (item.kind === "action" ? `/findings/${item.findingId}` : `/requests/${item.id}`);

export default async function InboxPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const group = one(query, "group") as InboxGroup | undefined;
  const page = Number(one(query, "page") ?? 1);
  const [t, common, f, caller] = [await text("requests"), await text("common"), await formats(), await api()];
  const found = await caller.requests.inbox({ page, ...(group && { group }) });
  const { today } = found;

  const note = (item: InboxItem) => {
    if (item.kind === "action") {
      if (item.note) return t("inbox.refused", { reason: item.note });
      return t(item.waitsFor === "verification" ? "inbox.verify" : "inbox.answer", { code: item.code });
    }
    if (item.note) return [`“${item.note}”`, item.notedBy].filter(Boolean).join(" – ");
    const what = t(`subject.${item.subject!.replace(".", "_") as "budget_decision"}`);
    if (item.group !== "mine") return `${item.code} · ${what}`;
    const held = item.waitingFor.length
      ? t("inbox.held", { names: item.waitingFor.join(", ") })
      : t("inbox.heldByNobody");
    return `${item.code} · ${held}`;
  };
  const due = (item: InboxItem) => {
    if (!item.dueOn) return <span className="zero">—</span>;
    const late = f.late(item.dueOn, today);
    if (late) return <Late>{late}</Late>;
    return item.dueOn === today ? <b>{f.until(item.dueOn, today)}</b> : f.dayMonth(item.dueOn);
  };
  const columns: Column<InboxItem>[] = [
    {
      key: "work",
      head: t("inbox.work"),
      main: true,
      cell: (item) => (
        <>
          <Link className="plain" href={hrefOf(item)}>
            {item.title}
          </Link>{" "}
          {item.status === "rejected" && <Tag>{common("status.rejected")}</Tag>}
        </>
      ),
      note,
    },
    {
      key: "from",
      head: t("inbox.from"),
      hide: "phone",
      cell: (item) => item.unitName,
      note: (item) =>
        item.kind === "request" && (item.group === "mine" || item.status !== "open")
          ? t("inbox.youAsked", { date: f.dayMonth(item.askedAt) })
          : item.askedBy,
    },
    {
      key: "amount",
      head: common("table.amount"),
      unit: common("measure.millionDong"),
      align: "right",
      label: common("table.amount"),
      cell: (item) => <Money value={item.amount} />,
    },
    {
      key: "since",
      head: t("inbox.since"),
      label: t("inbox.since"),
      cell: (item) => <span className="nw">{f.waiting(item.since, today)}</span>,
    },
    { key: "due", head: t("inbox.due"), label: t("inbox.due"), cell: due },
  ];
  // The queue of a request's page runs by the same order.
  const [first] = found.items
    .filter((item) => item.kind === "request" && item.status === "open" && item.group !== "mine")
    .sort((a, b) => (a.dueOn ?? "9").localeCompare(b.dueOn ?? "9") || a.since.localeCompare(b.since));
  const groups = inboxGroups
    .map((key) => ({
      key,
      title: t(`inbox.${key}`),
      count: found.counts[key],
      note: t(`inbox.${key}Note`),
      rows: found.items.filter((item) => item.group === key),
    }))
    .filter(({ rows }) => rows.length > 0);
  return (
    <>
      <DoneBand query={query} then={found.counts.decide + found.counts.late ? undefined : "allDone"} />
      <Page>
        <PageHead
          title={t("inbox.title")}
          actions={
            <>
              {first && <Start href={hrefOf(first)}>{t("inbox.start")}</Start>}
              <Link className="btn" href="/requests">
                {t("inbox.allRequests")}
              </Link>
            </>
          }
        />
        <div className="sheet">
          <Quick
            label={t("inbox.quick")}
            items={[
              {
                key: "all",
                label: t("inbox.all"),
                count: found.all,
                href: href(path, {}, {}),
                current: group === undefined,
              },
              ...inboxGroups.map((key) => ({
                key,
                label: t(`inbox.${key}`),
                count: found.counts[key],
                href: href(path, {}, { group: key }),
                current: group === key,
              })),
            ]}
          />
          {found.items.length ? (
            <Table
              columns={columns}
              groups={groups}
              rowKey={(item) => `${item.kind}-${item.id}`}
              caption={t("inbox.caption")}
              density="two"
            />
          ) : (
            <EmptyState title={group ? t("inbox.emptyGroup") : t("inbox.empty")} why={t("inbox.emptyWhy")} />
          )}
          <Pager
            page={page}
            pageSize={pageSize}
            total={found.total}
            path={path}
            query={query}
            things={t("inbox.things")}
          />
        </div>
      </Page>
    </>
  );
}
