import { to as copyTo } from "pg-copy-streams";
import type { z } from "zod";
import { homeOf, record } from "../audit";
import { today } from "../clock";
import { byteOrderMark, csvLine, textInSql } from "../csv";
import { rows, type Tx } from "../db";
import { newId } from "../ids";
import { type Scope, withinText } from "../trpc";
import {
  columnNames,
  type FileColumn,
  fileColumns,
  type Language,
  languages,
  partWords,
  sexWords,
} from "./file-columns";
import type { exportHouseholdsInput } from "./inputs";

/** A code as the language has it; these words are our own. */
const inWords = (expression: string, words: Record<string, readonly string[]>, at: number) =>
  `case ${expression} ${Object.entries(words)
    .map(([code, names]) => `when '${code}' then '${names[at]}'`)
    .join(" ")} end`;

/** What stands in each column. Nothing in these statements comes from input. */
const expressions = (language: Language): Record<FileColumn, string> => {
  const at = languages.indexOf(language);
  const named = (alias: string, code: string) => textInSql(`coalesce(${alias}.name ->> '${language}', ${code})`);
  return {
    code: textInSql("h.code"),
    unit_id: "h.unit_id",
    unit_code: "p.code",
    unit_on: "p.on_day",
    unit: textInSql("p.name"),
    village: textInSql("v.name"),
    address: textInSql("h.address"),
    phone: textInSql("h.phone"),
    ethnicity: named("he", "h.ethnicity"),
    foundation: inWords("h.foundation", partWords, at),
    frame: inWords("h.frame", partWords, at),
    roof: inWords("h.roof", partWords, at),
    area: "h.area",
    class: named("c", "h.current_class"),
    members: "h.member_count",
    name: textInSql("m.name"),
    born_on: "m.born_on",
    sex: inWords("m.sex", sexWords, at),
    relationship: named("r", "m.relationship"),
    person_ethnicity: named("me", "m.ethnicity"),
    identity: "case when m.identity_tail is not null then '********' || m.identity_tail end",
  };
};

const inList = (alias: string, list: string, code: string) =>
  `left join codes ${alias} on ${alias}.list = '${list}' and ${alias}.code = ${code}`;

/** What was asked for stands in settings of the transaction: COPY takes no values beside its text. */
const asked = (name: string) => `current_setting('app.export_${name}')`;
const filters = {
  unit: `h.unit_id = any (array(select k.unit_id from unit_reach k where k.ancestor_id = ${asked("unit")}::uuid))`,
  class: `coalesce(h.current_class, 'unclassified') = ${asked("class")}`,
};

/** One row a person, the head of each household first. A former unit is told by its last day. */
const statement = (language: Language, filtered: readonly (keyof typeof filters)[]) => {
  const told = expressions(language);
  return `copy (
    select ${columnNames.map((column) => told[column]).join(", ")}
      from households h
      join (select u.id, u.name, k.code, k.on_day
              from (select id, name, case when valid_to is null then ${asked("day")}::date else valid_to - 1 end as on_day from units) u (id, name, on_day)
              left join lateral (select k.code, u.on_day from unit_codes k where k.unit_id = u.id and k.scheme = 'gso' and daterange(k.valid_from, k.valid_to) @> u.on_day) k on true
           ) p on p.id = h.unit_id
      join members m on m.household_id = h.id and m.ended_on is null
      left join units v on v.id = h.village_id
      ${inList("he", "ethnicGroups", "h.ethnicity")}
      ${inList("me", "ethnicGroups", "m.ethnicity")}
      ${inList("r", "relationships", "m.relationship")}
      ${inList("c", "householdClasses", "h.current_class")}
     where h.ended_on is null and ${withinText("h", "households.read")} and ${withinText("m", "households.read")}
           ${filtered.map((name) => `and ${filters[name]}`).join(" ")}
     order by h.id, m.relationship <> 'head', m.id
  ) to stdout (format csv)`;
};

/** Writes the living households of one's reach as a file, without their identity numbers, and says in the trail what was taken. */
export async function exportHouseholds(
  tx: Tx,
  scope: Scope<"households.read">,
  { unit, class: held, language, write }: z.output<typeof exportHouseholdsInput>,
): Promise<{ rows: number }> {
  await rows(
    tx,
    "export.asked",
    "select set_config('app.export_unit', $1, true), set_config('app.export_class', $2, true), set_config('app.export_day', $3, true)",
    [unit ?? "", held ?? "", today(scope.clock)],
  );
  const filtered = [...(unit ? (["unit"] as const) : []), ...(held ? (["class"] as const) : [])];
  const copied = tx.$client.query(copyTo(statement(language, filtered)));
  const heads = columnNames.map((column) => fileColumns[column][languages.indexOf(language)]!);
  await write(Buffer.from(byteOrderMark + csvLine(heads)));
  for await (const chunk of copied) await write(chunk as Buffer);
  await record(tx, scope, {
    event: "household.exported",
    noun: "households",
    recordId: newId(),
    ...homeOf(scope),
    detail: { rows: copied.rowCount, ...(unit && { unit }), ...(held && { classes: held }) },
  });
  return { rows: copied.rowCount };
}
