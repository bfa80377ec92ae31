import type { z } from "zod";
import { issueCode, issueValues } from "../inputs";
import { type FileColumn, householdColumns } from "./file-columns";
import { householdOf, type Lists, type Row, type RowProblem, relationshipOf } from "./import-rules";
import { type ImportedHousehold, importedHousehold, mostMembers } from "./inputs";
import { membersProblems } from "./rules";

/** The column in which a field of the shape stands. */
const columnOf: Record<string, FileColumn> = {
  code: "code",
  unitId: "unit_id",
  unitCode: "unit_code",
  unitOn: "unit_on",
  village: "village",
  address: "address",
  phone: "phone",
  ethnicity: "ethnicity",
  foundation: "foundation",
  frame: "frame",
  roof: "roof",
  area: "area",
  members: "relationship",
};
const personColumnOf: Record<string, FileColumn> = {
  name: "name",
  bornOn: "born_on",
  sex: "sex",
  relationship: "relationship",
  ethnicity: "person_ethnicity",
  identity: "identity",
};

/** "members.2.bornOn" is the date of birth in the third row of the household. */
function at(rows: readonly Row[], path: readonly PropertyKey[]): { line: number; column: FileColumn } {
  const [field, person, part] = path;
  if (field === "members" && typeof person === "number") {
    return { line: rows[person]!.line, column: personColumnOf[String(part)] ?? "name" };
  }
  return { line: rows[0]!.line, column: columnOf[String(field)] ?? "code" };
}

/** Codes that the lists do not have: what was not known of the words in the file is still there. */
function codeProblems(rows: readonly Row[], { ethnicity, members }: ImportedHousehold, lists: Lists): RowProblem[] {
  const isCode = (list: Map<string, string>, code: string) => list.get(code) === code;
  const unknown: RowProblem[] = isCode(lists.ethnicGroups, ethnicity)
    ? []
    : [{ line: rows[0]!.line, column: "ethnicity", code: "not_in_list" }];
  members.forEach((member, person) => {
    const { line } = rows[person]!;
    if (!isCode(lists.relationships, member.relationship)) {
      unknown.push({ line, column: "relationship", code: "not_in_list" });
    }
    if (member.ethnicity !== ethnicity && !isCode(lists.ethnicGroups, member.ethnicity)) {
      unknown.push({ line, column: "person_ethnicity", code: "not_in_list" });
    }
  });
  return unknown;
}

function placeProblem({ unitId, unitCode, unitOn }: ImportedHousehold, today: string) {
  if (unitId === null && unitCode === null) return { column: "unit_code", code: "required" } as const;
  // A code names another unit on another day (invariant 36).
  if (unitId === null && unitOn === null) return { column: "unit_on", code: "code_needs_day" } as const;
  if (unitOn !== null && unitOn > today) return { column: "unit_on", code: "day_has_not_come" } as const;
  return undefined;
}

/** One household: its rows through the same shape and rules as the form. */
export function checkHousehold(
  rows: readonly Row[],
  lists: Lists,
  today: string,
  codesOn?: string,
): { household?: ImportedHousehold; problems: RowProblem[] } {
  const parsed = importedHousehold.safeParse(householdOf(rows, lists, codesOn));
  if (!parsed.success) return { problems: problemsOf(rows, parsed.error.issues) };
  const household = parsed.data;
  const problems: RowProblem[] = membersProblems(household.members, today).map(({ path, code }) => ({
    ...at(
      rows,
      path.split(".").map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
    ),
    code,
  }));
  const place = placeProblem(household, today);
  if (place) problems.push({ line: rows[0]!.line, ...place });
  problems.push(...codeProblems(rows, household, lists));
  return problems.length ? { problems } : { household, problems };
}

/** What the shape refuses, once a cell. An empty cell is missing before it is anything else. */
function problemsOf(rows: readonly Row[], issues: readonly z.core.$ZodIssue[]): RowProblem[] {
  const found = new Map<string, RowProblem>();
  for (const issue of issues) {
    const { line, column } = at(rows, issue.path);
    const empty = rows.find((row) => row.line === line)?.cells[column] === "";
    // Without a word of their own people are of their household's ethnicity, which is told there.
    if (found.has(`${line}/${column}`) || (empty && column === "person_ethnicity")) continue;
    const missing = empty && column !== "relationship";
    found.set(`${line}/${column}`, {
      line,
      column,
      code: missing ? "required" : issueCode(issue),
      values: issueValues(issue),
    });
  }
  return [...found.values()];
}

/** Why a row does not belong under the head before it. */
export function memberProblems(head: Row | undefined, row: Row, size: number): RowProblem[] {
  if (!head) return [{ line: row.line, column: "relationship", code: "member_without_head" }];
  if (size >= mostMembers) {
    return [{ line: row.line, column: "relationship", code: "too_many", values: { max: mostMembers } }];
  }
  return householdColumns
    .filter((column) => row.cells[column] !== "" && row.cells[column] !== head.cells[column])
    .map((column) => ({ line: row.line, column, code: "differs_from_head" }));
}

export const isHead = (row: Row, lists: Lists) => relationshipOf(row, lists) === "head";
