import { currentLocale, formats, text } from "@/app/text/server";
import { api } from "@/app/trpc/server";
import type { Formats } from "@/app/ui/format";
import { href, one, type Query } from "@/app/ui/query";
import type { Tab } from "@/app/ui/record-head";
import { Sheet } from "@/app/ui/sheet";
import { Table } from "@/app/ui/table";
import type { AuditNoun } from "@/server/audit/inputs";
import type { AuditEvent } from "@/server/audit/queries";
import { unitTitle } from "./units/title";

type Words = Awaited<ReturnType<typeof text<"audit">>>;
type Common = Awaited<ReturnType<typeof text<"common">>>;
type Say = ((key: string) => string) & { has: (key: string) => boolean };

/** The event in words; one without words yet is shown as the trail has it. */
export function eventWord(t: Words, event: string): string {
  const [say, key] = [t as unknown as Say, `events.${event.replace(".", "_")}`];
  return say.has(key) ? say(key) : event;
}

function fieldWord(t: Words, field: string): string {
  const [say, key] = [t as unknown as Say, `fields.${field}`];
  return say.has(key) ? say(key) : field;
}

/** Fields whose codes have words of their own. */
const groups: Record<string, string> = { role: "role", ownerRole: "role", severity: "severity", status: "status" };

function codeWord(common: Common, field: string, value: unknown): string | undefined {
  if (typeof value === "boolean") return common(value ? "action.yes" : "action.no");
  const [say, key] = [common as unknown as Say, `${groups[field]}.${value}`];
  return field in groups && say.has(key) ? say(key) : undefined;
}

function said(t: Words, f: Formats, value: unknown): string {
  if (value === null || value === undefined || value === "") return t("nothing");
  if (Array.isArray(value)) return value.map((each) => said(t, f, each)).join(", ");
  if (typeof value === "object") return JSON.stringify(value);
  if (typeof value === "number") return value >= 1900 && value < 2100 ? String(value) : f.number(value);
  // An id tells a reader nothing; its beginning is enough to compare two.
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-/.test(String(value))) return `${String(value).slice(0, 8)}…`;
  return /^\d{4}-\d{2}-\d{2}$/.test(String(value)) ? f.date(String(value)) : String(value);
}

const isChange = (value: unknown): value is { before: unknown; after: unknown } =>
  typeof value === "object" && value !== null && "before" in value && "after" in value;

/** What changed, field by field. Personal fields say only that they changed. */
export async function Changes({ t, f, detail }: { t: Words; f: Formats; detail: AuditEvent["detail"] }) {
  const fields = Object.entries(detail);
  if (!fields.length) return null;
  const common = await text("common");
  const word = (field: string, value: unknown) => codeWord(common, field, value) ?? said(t, f, value);
  return (
    <ul className="plain">
      {fields.map(([field, value]) => (
        <li key={field}>
          {fieldWord(t, field)}:{" "}
          {value === "personal" ? (
            <span className="muted">{t("personal")}</span>
          ) : isChange(value) ? (
            <>
              <del>{word(field, value.before)}</del> → <ins>{word(field, value.after)}</ins>
            </>
          ) : (
            word(
              field,
              field === "fields" && Array.isArray(value) ? value.map((each) => fieldWord(t, String(each))) : value,
            )
          )}
        </li>
      ))}
    </ul>
  );
}

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
            label: t("when"),
            cell: (event) => <span className="nw">{f.instant(event.at)}</span>,
          },
          { key: "who", head: t("who"), label: t("who"), cell: (event) => event.person },
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
            cell: (event) => <Changes t={t} f={f} detail={event.detail} />,
          },
        ]}
      />
    </Sheet>
  );
}
