import type { ReactNode } from "react";
import { currentLocale, formats, text } from "@/app/text/server";
import { Link } from "@/app/ui/link";
import type { Names } from "@/db/schema/columns";
import type { Change } from "@/db/schema/requests";
import type { AuditEvent } from "@/server/audit/queries";
import { changeWords } from "../requests/change-words";

type Words = Awaited<ReturnType<typeof text<"audit">>>;
type Say = ((key: string) => string) & { has: (key: string) => boolean };

/** The event in words; one without words yet is shown as the trail has it. */
export function eventWord(t: Words, event: string): string {
  const [say, key] = [t as unknown as Say, `events.${event.replace(".", "_")}`];
  return say.has(key) ? say(key) : event;
}

const isChange = (value: unknown): value is { before: unknown; after: unknown } =>
  typeof value === "object" && value !== null && "before" in value && "after" in value;
const isId = (value: unknown) => /^[0-9a-f]{8}-[0-9a-f]{4}-/.test(String(value));

/** Fields that hold a record's id, and where that record is read. */
const pages: Record<string, string> = {
  document: "/documents",
  documentId: "/documents",
  inspection: "/inspections",
  into: "/households",
  project: "/projects",
  projectId: "/projects",
  splitFrom: "/households",
};

const fileKinds: Record<string, string> = {
  "application/pdf": "PDF",
  "image/jpeg": "JPEG",
  "image/png": "PNG",
  "image/webp": "WebP",
};

/** A value as people write it. What it means follows from its field, and of a few fields from the noun. */
async function values(noun: string, names: Record<string, Names>) {
  const [t, common, households, projects, f, locale] = [
    await text("audit"),
    await text("common"),
    await text("households"),
    await text("projects"),
    await formats(),
    await currentLocale(),
  ];
  const lists: Record<string, [words: unknown, group: string]> = {
    role: [common, "role"],
    ownerRole: [common, "role"],
    status: [common, "status"],
    severity: [common, "severity"],
    foundation: [households, "dwelling"],
    frame: [households, "dwelling"],
    roof: [households, "dwelling"],
    kind: noun === "projects" ? [projects, "file"] : [households, "kind"],
    fields: [t, "fields"],
  };
  const word = (field: string, value: unknown): string => {
    const named = names[`${field}/${value}`];
    if (named) return named[locale];
    const [say, group] = (lists[field] ?? []) as [Say?, string?];
    return say?.has(`${group}.${value}`) ? say(`${group}.${value}`) : String(value);
  };
  return function said(field: string, value: unknown): string {
    if (value === null || value === undefined || value === "") return t("nothing");
    if (Array.isArray(value)) return value.map((each) => said(field, each)).join(", ");
    if (typeof value === "boolean") return common(value ? "action.yes" : "action.no");
    if (isId(value)) return t("another");
    if (/^\d{4}-\d{2}-\d{2}$/.test(String(value))) return f.date(String(value));
    switch (field) {
      case "amount":
      case "totalAmount":
        return f.moneyWithUnit(String(value));
      case "area":
      case "areaAfter":
        return `${f.number(Number(value))} m²`;
      case "by":
        return t("commandLine");
      case "mediaType":
        return fileKinds[String(value)] ?? String(value);
      case "progress":
        return f.percent(Number(value) / 10_000);
      case "size":
        return f.fileSize(Number(value));
      case "year":
        return String(value);
      default:
        return typeof value === "number" ? f.number(value) : word(field, value);
    }
  };
}

/** The names behind "line/…" and "sources/…", without what stands before. */
const under = (names: Record<string, Names>, start: string) =>
  Object.fromEntries(
    Object.entries(names).flatMap(([key, name]) => (key.startsWith(start) ? [[key.slice(start.length), name]] : [])),
  );

/** What an edit of a project changed, in the words of the request that will ask for it. */
async function ProjectChanges({ changes, names }: { changes: Change[]; names: Record<string, Names> }) {
  const { say, nameOf, groupOf } = await changeWords(under(names, "sources/"), under(names, "line/"));
  return changes
    .filter(({ group }) => group !== "totals")
    .map((change, index) => (
      <li key={index}>
        {change.group && `${groupOf(change.group)}: `}
        {nameOf(change)}: <del>{say(change, change.before).text}</del> → <ins>{say(change, change.after).text}</ins>
      </li>
    ));
}

/** What changed, field by field. Personal fields say only that they changed; ids of what has no page are left out. */
export async function Changes({ event }: { event: Pick<AuditEvent, "noun" | "detail" | "names"> }) {
  const t = await text("audit");
  const say = t as unknown as Say;
  const said = await values(event.noun, event.names);
  const line = (field: string, value: unknown): ReactNode => {
    if (value === "personal") return <span className="muted">{t("personal")}</span>;
    if (isChange(value) && isId(value.before ?? value.after)) return t("replaced");
    if (isChange(value)) {
      return (
        <>
          <del>{said(field, value.before)}</del> → <ins>{said(field, value.after)}</ins>
        </>
      );
    }
    if (!isId(value)) return said(field, value);
    return pages[field] ? <Link href={`${pages[field]}/${value}`}>{t("see")}</Link> : undefined;
  };
  const items = Object.entries(event.detail).map(([field, value]) => {
    if (field === "changes" && Array.isArray(value)) {
      return <ProjectChanges key={field} changes={value as Change[]} names={event.names} />;
    }
    // Which they were is for the question who saw one of them; here their number says enough.
    if (field === "shown") return null;
    const told = line(field, value);
    if (!told) return null;
    return (
      <li key={field}>
        {say.has(`fields.${field}`) ? say(`fields.${field}`) : field}: {told}
      </li>
    );
  });
  return items.some(Boolean) ? <ul className="plain">{items}</ul> : null;
}
