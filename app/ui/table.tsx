import type { ReactNode } from "react";
import { text } from "@/app/text/server";
import { EmptyState } from "./empty-state";
import { Link } from "./link";
import { href, type Query, type Sort, sortParam } from "./query";

export type Column<Row> = {
  key: string;
  head: ReactNode;
  /** Second line of the head: "triệu đồng". */
  unit?: ReactNode;
  cell: (row: Row) => ReactNode;
  /** The cell of the totals row. */
  total?: ReactNode;
  align?: "right" | "center";
  /** The name the list sorts by; without it the head is no link. */
  sort?: string;
  /** The line that names the row on phones; its second line goes into `note`. */
  main?: boolean;
  note?: (row: Row) => ReactNode;
  /** Word before the value on phones. */
  label?: string;
  /** Left out on phones, on tablets, or on both. */
  hide?: "phone" | "tablet" | "both";
  rowHead?: boolean;
};

export type Group<Row> = { key: string; title: ReactNode; count?: number; note?: ReactNode; rows: Row[] };

export type TableProps<Row> = {
  columns: Column<Row>[];
  rows?: Row[];
  /** Rows under headings, in place of `rows`. */
  groups?: Group<Row>[];
  rowKey: (row: Row) => string;
  /** Said to those who do not see the page. */
  caption: string;
  /** Names the totals row ("Cộng 38 dự án"); it stands on top. */
  totalLabel?: ReactNode;
  sort?: { current: Sort; path: string; query: Query } | undefined;
  empty?: { title: ReactNode; why?: ReactNode; action?: ReactNode };
  /** two: 44 px with a second line; tight: 32 px. */
  density?: "one" | "two" | "tight";
  selected?: (row: Row) => boolean;
};

const edge = { phone: "hide-s", tablet: "hide-m", both: "hide-s hide-m" };

function look<Row>(column: Column<Row>, cell: boolean): string | undefined {
  const names = [
    column.align === "right" && "n",
    column.align === "center" && "c",
    column.hide && edge[column.hide],
    cell && column.main && "main",
    cell && column.note && "two",
  ].filter(Boolean);
  return names.length ? names.join(" ") : undefined;
}

export async function Table<Row>(props: TableProps<Row>) {
  const t = await text("common");
  const { columns, groups, rowKey, caption, totalLabel, sort, empty, density = "one", selected } = props;
  const rows = props.rows ?? [];
  if (!rows.length && !groups?.some((group) => group.rows.length)) {
    // A list that its own conditions emptied leads back to all of it.
    const all = sort && Object.keys(sort.query).length > 0 && (
      <Link className="btn" href={sort.path}>
        {t("action.clearFilter")}
      </Link>
    );
    return <EmptyState title={empty?.title ?? t("table.empty")} why={empty?.why} action={empty?.action ?? all} />;
  }
  const units = [...new Set(columns.filter(({ unit, total }) => unit && total !== undefined).map(({ unit }) => unit))];
  const line = (row: Row) => {
    const names = [density === "two" && "two-l", selected?.(row) && "sel"].filter(Boolean).join(" ");
    return (
      <tr key={rowKey(row)} className={names || undefined}>
        {columns.map((column) => {
          const Cell = column.rowHead ? "th" : "td";
          return (
            <Cell
              key={column.key}
              className={look(column, true)}
              data-l={column.label}
              {...(column.rowHead && { scope: "row" })}
            >
              {column.cell(row)}
              {column.note && <span className="s">{column.note(row)}</span>}
            </Cell>
          );
        })}
      </tr>
    );
  };
  const head = (column: Column<Row>) => {
    if (!sort || !column.sort) return <>{column.head}</>;
    const here = sort.current.by === column.sort;
    const next: Sort = { by: column.sort, down: here ? !sort.current.down : column.align === "right" };
    return (
      <Link className="sort" href={href(sort.path, sort.query, { sort: sortParam(next) })}>
        {column.head}
        <span aria-hidden="true">{here ? (sort.current.down ? " ▾" : " ▴") : ""}</span>
        <span className="vh">, {t(next.down ? "table.sortDescending" : "table.sortAscending")}</span>
      </Link>
    );
  };
  return (
    <div className="scroll">
      <table className={density === "tight" ? "stack tight" : "stack"}>
        <caption className="vh">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                className={look(column, false)}
                {...(sort && column.sort === sort.current.by
                  ? { "aria-sort": sort.current.down ? "descending" : "ascending" }
                  : {})}
              >
                {head(column)}
                {column.unit && <span className="unit">{column.unit}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {totalLabel && (
            <tr className="total">
              {columns.map((column, index) => {
                const names = columns.some((each) => each.main) ? column.main : index === 0;
                if (names) {
                  return (
                    <th key={column.key} scope="row" className="main">
                      {totalLabel}
                      {/* On phones the heads are gone, and their unit with them. */}
                      {units.length === 1 && <span className="only-s cap"> {units[0]}</span>}
                    </th>
                  );
                }
                const filled = column.total !== undefined;
                return (
                  <td
                    key={column.key}
                    className={
                      filled ? look(column, false)?.replace("hide-s", "") : `${look(column, false) ?? ""} hide-s`
                    }
                    data-l={filled ? (column.label ?? (column.align === "right" ? column.head : undefined)) : undefined}
                  >
                    {column.total}
                  </td>
                );
              })}
            </tr>
          )}
          {rows.map(line)}
        </tbody>
        {groups?.map((group) => (
          <tbody key={group.key} id={group.key}>
            <tr className="grp">
              <th colSpan={columns.length} scope="rowgroup" className="main">
                <b>{group.title}</b> {group.count !== undefined && <b className="cnt">{group.count}</b>}{" "}
                {group.note && <span className="cap">{group.note}</span>}
              </th>
            </tr>
            {group.rows.map(line)}
          </tbody>
        ))}
      </table>
    </div>
  );
}
