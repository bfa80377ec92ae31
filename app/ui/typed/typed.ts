/** What somebody typed into a form and has not sent: kept in the browser, offered again, never another person's. */
export type Typed = {
  key: string;
  person: string;
  address: string;
  /** Of the page, so that somebody who signs out is told what is still open. */
  title: string;
  at: number;
  /** Of the record when it was opened; undefined for a new one. */
  version: number | undefined;
  values: Values;
  /** Fields that are no longer as the form began. */
  changed: string[];
  count: number;
  /** How many were typed but are never kept in a browser. */
  leftOut: number;
  /** What the form knows of the ids in it: names of what was picked. */
  known: [string, unknown][];
  /** What must come back with the values though no field shows it: ids of what is to be made. */
  carried: Record<string, string>;
};

export type Values = Record<string, unknown>;

/** After this nobody remembers what it was, and it is a stranger's data in a browser. */
export const keptDays = 14;
export const isTooOld = (at: number, now: number) => now - at > keptDays * 86_400_000;

export const keyOf = (person: string, address: string, form: string) => [person, address, form].join(" ");

const isNothing = (value: unknown) => value === undefined || value === null || value === "";
const isTree = (value: unknown): value is object => typeof value === "object" && value !== null;

/** How many fields differ. Ids of rows are made by the form, nobody typed them. */
export function countChanges(began: unknown, now: unknown): number {
  if (isNothing(began) && isNothing(now)) return 0;
  if (!isTree(began) && !isTree(now)) return began === now ? 0 : 1;
  const [before, after] = [isTree(began) ? began : {}, isTree(now) ? now : {}] as [Values, Values];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  names.delete("id");
  let count = 0;
  for (const name of names) count += countChanges(before[name], after[name]);
  return count;
}

export const changedFields = (began: Values, now: Values): string[] =>
  [...new Set([...Object.keys(began), ...Object.keys(now)])].filter(
    (name) => name !== "id" && countChanges(began[name], now[name]) > 0,
  );

/** "members.0.identity" and "members.3.identity" are one field of every row. */
export const patternOf = (path: string) => path.replace(/(^|\.)\d+(?=\.|$)/g, "$1*");

/** The values without what must not stay in a browser; `secrets` says by pattern what an emptied field holds. */
export function withoutSecrets(
  values: Values,
  secrets: ReadonlyMap<string, unknown>,
): { values: Values; leftOut: number } {
  let leftOut = 0;
  const copy = (node: unknown, path: string): unknown => {
    const pattern = patternOf(path);
    if (secrets.has(pattern)) {
      if (!isNothing(node)) leftOut++;
      return secrets.get(pattern);
    }
    if (Array.isArray(node)) return node.map((each, at) => copy(each, `${path}.${at}`));
    if (!isTree(node)) return node;
    return Object.fromEntries(
      Object.entries(node).map(([name, each]) => [name, copy(each, path ? `${path}.${name}` : name)]),
    );
  };
  return { values: copy(values, "") as Values, leftOut };
}

/** Whether somebody else has changed the record since this was typed. */
export const isOvertaken = (typed: Typed, version: number | undefined) => typed.version !== version;

/** The form's values with what was typed. Over a newer record only what this person had changed is put. */
export function putBack(typed: Typed, began: Values, version: number | undefined): Values {
  if (!isOvertaken(typed, version)) return { ...began, ...typed.values };
  return { ...began, ...Object.fromEntries(typed.changed.map((name) => [name, typed.values[name]])) };
}
