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
export async function changeWords(sourceNames: Record<string, Names>, lineNames: Record<string, Names> = {}) {
  const [t, p, common, f, locale] = [
    await text("requests"),
    await text("projects"),
    await text("common"),
    await formats(),
    await currentLocale(),
  ];
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

  /** Numbers that are not money say what they count. */
  const units: Record<string, string> = {
    householdCount: p("measure.household"),
    householdsServed: p("measure.household"),
    householdClasses: p("measure.household"),
    expectedJobs: p("livelihood.jobs"),
  };
  const formatOf = (change: Change) => change.as ?? changeFormats[change.group ?? change.field] ?? ("text" as const);
  const say = (change: Change, value: unknown): Said => {
    if (value === null || value === undefined || value === "") return { text: "—" };
    switch (formatOf(change)) {
      case "money":
        // Over a list of amounts the heading says the unit.
        return { text: (change.group ? f.money : f.moneyWithUnit)(value as Amount), number: true };
      case "number":
        return {
          text: [f.number(value as Amount), units[change.group ?? change.field]].filter(Boolean).join(" "),
          number: true,
        };
      case "area":
        return { text: `${f.number(value as Amount)} m²` };
      case "date":
        return { text: f.date(String(value)) };
      case "truth":
        return { text: common(value === true ? "action.yes" : "action.no") };
      case "code":
        return { text: word(words[change.group ?? change.field] ?? "type", String(value)) };
      case "quantity": {
        const { least, most, measure } = value as Quantity;
        return { text: `${f.range(least, most ?? least)} ${word("measure", measure)}` };
      }
      case "purchase": {
        const { quantity, measure, unitPrice } = value as Purchase;
        return { text: `${f.number(quantity)} ${word("inputMeasure", measure)} × ${f.moneyWithUnit(unitPrice)}` };
      }
      default:
        // A place without a note of its own stands under its own name.
        if (change.group === "places" && value === change.field) return { text: common("action.yes") };
        if (change.field === "line" && !change.group)
          return { text: lineNames[String(value)]?.[locale] ?? String(value) };
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
