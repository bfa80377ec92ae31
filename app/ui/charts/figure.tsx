import type { ReactNode } from "react";
import { text } from "@/app/text/server";

// Why d3-scale and no chart library. Two forms (stacked bars by kind and stage, plan against paid with ticks), both as SVG on the server:
//   Observable Plot 0.6 + jsdom     8,653 B   9.5 ms CPU   218 ms and 60 MB to load   2 <style> elements (our policy blocks them)
//   Observable Plot 0.6 + linkedom  8,338 B   6.2 ms       the same; linkedom's present release does not install from the registry
//   ECharts 6, server SVG          10,865 B  21.4 ms       475 ms and 46 MB           2 <style>, 14 style attributes, 36 of 36 marks by colour, no aria
//   d3-scale + d3-shape             2,333 B   0.07 ms       21 ms and 4 MB            none; every mark has a class, so dark and print follow the tokens
// Neither library draws a link on a number, and the figures beside the bars are HTML here: they wrap, are read aloud and can be copied.

export type ChartFrame = {
  /** The finding, as a sentence. */
  title: ReactNode;
  /** What is counted, where, since when, in which unit. */
  note?: ReactNode;
  /** The same figures as a table, for those who want to read or copy them. */
  twin?: ReactNode;
  legend?: { key: string; label: ReactNode; className: string; line?: boolean }[];
  /** A remark with a way to the records. */
  flag?: ReactNode;
};

export async function ChartFigure({ title, note, twin, legend, flag, children }: ChartFrame & { children: ReactNode }) {
  const t = await text("common");
  return (
    <section className="pane">
      <h2>{title}</h2>
      {note && <p className="cap">{note}</p>}
      {children}
      {legend && (
        <div className="legend">
          {legend.map((item) => (
            <span key={item.key}>
              <svg width={item.line ? 20 : 16} height="12" aria-hidden="true">
                {item.line ? (
                  <path d="M0 6h20" className={item.className} />
                ) : (
                  <rect width="16" height="12" className={item.className} />
                )}
              </svg>
              {item.label}
            </span>
          ))}
        </div>
      )}
      {flag && <p className="flag ask">{flag}</p>}
      {twin && (
        <details className="twin">
          <summary>{t("action.showTable")}</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
          <section className="scroll" tabIndex={0} aria-label={t("action.showTable")}>
            {twin}
          </section>
        </details>
      )}
    </section>
  );
}

export type TwinColumn = { key: string; head: ReactNode };

/** The table under a chart: names at the left, figures at the right, the total on top. */
export function Twin(props: {
  name: ReactNode;
  columns: TwinColumn[];
  total?: { label: ReactNode; cells: ReactNode[] };
  rows: { key: string; label: ReactNode; cells: ReactNode[] }[];
}) {
  return (
    <table className="tight">
      <thead>
        <tr>
          <th scope="col">{props.name}</th>
          {props.columns.map((column) => (
            <th key={column.key} scope="col" className="n">
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {[...(props.total ? [{ ...props.total, key: "total" }] : []), ...props.rows].map((row) => (
          <tr key={row.key} className={row.key === "total" ? "total" : undefined}>
            <th scope="row">{row.label}</th>
            {row.cells.map((cell, index) => (
              <td key={props.columns[index]?.key ?? index} className="n">
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
