import { parseDate } from "@/app/ui/parse";
import { one, type Query } from "@/app/ui/query";
import { date } from "@/server/inputs";

/** A day of the address, as written (dd/mm/yyyy) or as the calendar says it. Nonsense is no day. */
export function dayParam(query: Query, name: string): string | undefined {
  const said = one(query, name);
  const day = said && (parseDate(said) ?? said);
  return day && date.safeParse(day).success ? day : undefined;
}

/** A whole number of the address. */
export function pageParam(query: Query): number {
  const page = Number(one(query, "page") ?? 1);
  return Number.isInteger(page) && page >= 1 && page <= 10_000 ? page : 1;
}

/** One of a closed list, or nothing. */
export const choiceParam = <T extends string>(query: Query, name: string, choices: readonly T[]): T | undefined =>
  choices.find((choice) => choice === one(query, name));

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export function idParam(query: Query, name: string): string | undefined {
  const said = one(query, name);
  return said && uuid.test(said) ? said : undefined;
}
