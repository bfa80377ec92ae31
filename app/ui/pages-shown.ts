import { one, type Query } from "./query";

/** The first, the last and the neighbours: `0` stands for a gap. */
export function pagesShown(page: number, last: number): number[] {
  const near = [1, page - 1, page, page + 1, last].filter((each) => each >= 1 && each <= last);
  const shown: number[] = [];
  for (const each of [...new Set(near)].sort((a, b) => a - b)) {
    const before = shown.at(-1);
    if (before !== undefined && each - before === 2) shown.push(each - 1);
    else if (before !== undefined && each - before > 2) shown.push(0);
    shown.push(each);
  }
  return shown;
}

/** The page of a list that is here as a whole: its rows, and what `Pager` needs. A page that there is not is the nearest. */
export function pageOf<T>(rows: readonly T[], query: Query, pageSize = 100) {
  const last = Math.max(1, Math.ceil(rows.length / pageSize));
  const page = Math.min(last, Math.max(1, Math.floor(Number(one(query, "page"))) || 1));
  return { shown: rows.slice((page - 1) * pageSize, page * pageSize), page, pageSize, total: rows.length };
}
