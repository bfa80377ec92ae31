import { currentLocale, formats, text } from "@/app/text/server";
import type { Amount } from "@/app/ui/format";
import type { Names } from "@/db/schema/columns";
import type { Change } from "@/db/schema/requests";
import { changeFormats } from "@/server/projects/kinds";

type Said = { text: string; number?: boolean };
type Quantity = { least: string | number; most: string | number | null; measure: string };
type Purchase = { quantity: string | number; measure: string; unitPrice: string };

export const isNumber = (value: unknown): value is Amount =>
  typeof value === "number" || (typeof value === "string" && /^-?\d+$/.test(value));

/** Fields that changed, and their values, as people write them. */
export async function changeWords(sourceNames: Record<string, Names>) {
  const [t, p, f, locale] = [await text("requests"), await text("projects"), await formats(), await currentLocale()];
  const word = (group: string, code: string) =>
    p.has(`${group}.${code}` as "kind.housing") ? p(`${group}.${code}` as "kind.housing") : code;
  const words: Record<string, string> = {
    type: "type",
    form: "form",
    sector: "sector",
    workKind: "work",
    households: "class",
    householdClasses: "class",
  };

  const formatOf = (change: Change) => change.as ?? changeFormats[change.group ?? change.field] ?? ("text" as const);
  const say = (change: Change, value: unknown): Said => {
    if (value === null || value === undefined || value === "") return { text: "—" };
    switch (formatOf(change)) {
      case "money":
        return { text: f.money(value as Amount), number: true };
      case "number":
        return { text: f.number(value as Amount), number: true };
      case "area":
        return { text: `${f.number(value as Amount)} m²` };
      case "date":
        return { text: f.date(String(value)) };
      case "truth":
        return { text: value === true ? "✓" : "✕" };
      case "code":
        return { text: word(words[change.group ?? change.field] ?? "type", String(value)) };
      case "quantity": {
        const { least, most, measure } = value as Quantity;
        return { text: `${f.range(least, most ?? least)} ${word("measure", measure)}` };
      }
      case "purchase": {
        const { quantity, measure, unitPrice } = value as Purchase;
        return { text: `${f.number(quantity)} ${measure} × ${f.money(unitPrice)}` };
      }
      default:
        return { text: String(value) };
    }
  };
  const nameOf = ({ field, group, label }: Change) => {
    if (label !== undefined) return label;
    if (group === "sources") return sourceNames[field]?.[locale] ?? field;
    if (group === "householdClasses") return word("class", field);
    if (group === "quantities") return word("quantity", field);
    return t.has(`field.${field}` as "field.name") ? t(`field.${field}` as "field.name") : field;
  };
  const groupOf = (group: string) =>
    t.has(`group.${group}` as "group.other") ? t(`group.${group}` as "group.other") : group;
  return { formatOf, say, nameOf, groupOf };
}
