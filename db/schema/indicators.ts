import { date, index, integer, jsonb, numeric, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { type Names, oneOf, placed } from "./columns";
import { documents } from "./documents";
import { householdClasses } from "./households";
import { units } from "./units";

export const qualifiers = ["exact", "more_than", "less_than", "from_to"] as const;

/** A figure with a name and a unit; its values come from publications until a register counts them. */
export const indicators = pgTable("indicators", {
  id: uuid().primaryKey(),
  code: text().notNull().unique(),
  name: jsonb().$type<Names>().notNull(),
  measure: jsonb().$type<Names>().notNull(),
  /** "up" or "down" is better, or neither. */
  direction: text({ enum: ["up", "down", "none"] }).notNull(),
  /** The register that counts it here; empty while only publications tell it. */
  countedBy: text(),
});

/** A value as published: place, period, source and date. Never mixed with counted ones. */
export const indicatorValues = pgTable(
  "indicator_values",
  {
    id: uuid().primaryKey(),
    indicatorId: uuid()
      .notNull()
      .references(() => indicators.id),
    unitId: uuid()
      .notNull()
      .references(() => units.id),
    period: text().notNull(),
    value: numeric({ precision: 24, scale: 4 }).notNull(),
    valueTo: numeric({ precision: 24, scale: 4 }),
    qualifier: text({ enum: qualifiers }).notNull(),
    source: text().notNull(),
    sourceUrl: text().notNull().default(""),
    publishedOn: date().notNull(),
    documentId: uuid().references(() => documents.id),
  },
  (t) => [
    unique("published_once_per_source").on(t.indicatorId, t.unitId, t.period, t.publishedOn),
    oneOf("value_qualifier", t.qualifier, qualifiers),
    index("indicator_values_by_unit").on(t.unitId, t.indicatorId),
  ],
);

/** Kept for dashboards: living households by unit and class. */
export const householdTotals = pgTable(
  "household_totals",
  { ...placed, class: text({ enum: [...householdClasses, "unclassified"] }).notNull(), count: integer().notNull() },
  (t) => [primaryKey({ columns: [t.provinceId, t.unitId, t.class] })],
);
