/** What a page gets as its search parameters. */
export type Query = Record<string, string | string[] | undefined>;
type Change = Record<string, string | number | null | undefined>;

/** The same list with something changed. `null` takes a parameter away; any change but of the page starts again at page 1. */
export function href(path: string, query: Query, change: Change): string {
  const next = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (name in change || (name === "page" && !("page" in change))) continue;
    for (const one of Array.isArray(value) ? value : [value]) if (one) next.append(name, one);
  }
  for (const [name, value] of Object.entries(change)) {
    if (value !== null && value !== undefined && value !== "" && !(name === "page" && Number(value) === 1)) {
      next.set(name, String(value));
    }
  }
  const said = next.toString();
  return said ? `${path}?${said}` : path;
}

export function one(query: Query, name: string): string | undefined {
  const value = query[name];
  return Array.isArray(value) ? value[0] : value;
}

export type Sort = { by: string; down: boolean };

/** `?sort=-amount` is by amount, largest first. */
export function sortOf(query: Query, fallback: Sort): Sort {
  const said = one(query, "sort");
  if (!said) return fallback;
  return said.startsWith("-") ? { by: said.slice(1), down: true } : { by: said, down: false };
}

export function sortParam(sort: Sort): string {
  return `${sort.down ? "-" : ""}${sort.by}`;
}
