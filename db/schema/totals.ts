import { foreignKey, index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { placed } from "./columns";
import { householdClasses, households } from "./households";

/** One row per household and year in which it received help, with the class it had on the first such day. Kept from the support record. */
export const householdHelpYears = pgTable(
  "household_help_years",
  {
    householdId: uuid().notNull(),
    ...placed,
    year: integer().notNull(),
    class: text({ enum: [...householdClasses, "unclassified"] }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.householdId, t.year] }),
    foreignKey({ columns: [t.householdId], foreignColumns: [households.id], name: "help_years_household" }),
    index("help_years_by_place").on(t.provinceId, t.year, t.unitId),
  ],
);

/** Kept for dashboards: households helped, by unit, year and class. A household counts once a year. */
export const helpTotals = pgTable(
  "help_totals",
  {
    ...placed,
    year: integer().notNull(),
    class: text({ enum: [...householdClasses, "unclassified"] }).notNull(),
    count: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.provinceId, t.unitId, t.year, t.class] }),
    index("help_totals_by_year").on(t.provinceId, t.year, t.unitId, t.class, t.count),
  ],
);
