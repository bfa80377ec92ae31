import { currentLocale, formats, text } from "@/app/text/server";
import { api } from "@/app/trpc/server";
import { href, one, type Query } from "@/app/ui/query";
import type { Tab } from "@/app/ui/record-head";
import { Sheet } from "@/app/ui/sheet";
import { Table } from "@/app/ui/table";
import type { AuditNoun } from "@/server/audit/inputs";
import { Changes, eventWord } from "./audit/changes";
import { unitTitle } from "./units/title";

/** The two tabs of a record without parts of its own, and whether its history is asked for. */
export async function recordParts(path: string, query: Query): Promise<{ tabs: Tab[]; history: boolean }> {
  const t = await text("audit");
  const history = one(query, "part") === "history";
  return {
    history,
    tabs: [
      { key: "content", label: t("parts.content"), href: path, current: !history },
      { key: "history", label: t("parts.history"), href: href(path, {}, { part: "history" }), current: history },
    ],
  };
}

/** The history tab of a record: who did what to it, when, and what changed. */
export async function History({ noun, recordId }: { noun: AuditNoun; recordId: string }) {
  const [t, f, locale, caller] = [await text("audit"), await formats(), await currentLocale(), await api()];
  const events = await caller.audit.history({ noun, recordId });
  return (
    <Sheet title={t("historyTitle")} note={events.length === 200 ? t("more") : t("historyNote")} flush>
      <Table
        caption={t("historyTitle")}
        rows={events}
        rowKey={(event) => event.id}
        empty={{ title: t("empty"), why: t("historyEmpty") }}
        columns={[
          {
            key: "what",
            head: t("what"),
            main: true,
            rowHead: true,
            cell: (event) => eventWord(t, event.event),
          },
          {
            key: "when",
            head: t("when"),
            cell: (event) => <span className="nw">{f.instant(event.at)}</span>,
          },
          { key: "who", head: t("who"), cell: (event) => event.person ?? t("commandLine") },
          {
            key: "where",
            head: t("where"),
            label: t("where"),
            hide: "phone",
            cell: (event) => unitTitle(event.unit, locale),
          },
          {
            key: "changes",
            head: t("changes"),
            cell: (event) => <Changes event={event} />,
          },
        ]}
      />
    </Sheet>
  );
}
