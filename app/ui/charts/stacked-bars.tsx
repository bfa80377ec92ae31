import { scaleLinear } from "d3-scale";
import type { ReactNode } from "react";
import { formats, text } from "@/app/text/server";
import { Link } from "../link";
import { ChartFigure, type ChartFrame, Twin } from "./figure";

export type BarTone =
  | "1"
  | "2"
  | "3"
  | "4"
  | "5"
  | "stage-1"
  | "stage-2"
  | "stage-3"
  | "stage-4"
  | "stage-5"
  | "bad"
  | "mid"
  | "mild"
  | "quiet";

export type StackSeries = { key: string; label: string; tone: BarTone };
export type StackRow = { key: string; label: ReactNode; values: Record<string, number>; href?: string | undefined };

type StackedBarsProps = Omit<ChartFrame, "twin" | "legend"> & {
  /** Heads the table's first column: "Loại". */
  name: ReactNode;
  series: StackSeries[];
  rows: StackRow[];
  /** All bars to one length, to compare shares; without it lengths are counts on one scale. */
  shares?: boolean;
};

export async function StackedBars({ name, series, rows, shares, ...frame }: StackedBarsProps) {
  const [t, f] = [await text("common"), await formats()];
  const sum = (row: StackRow) => series.reduce((total, each) => total + (row.values[each.key] ?? 0), 0);
  const most = Math.max(1, ...rows.map(sum));
  const bar = (row: StackRow) => {
    const x = scaleLinear()
      .domain([0, shares ? sum(row) || 1 : most])
      .range([0, 100]);
    let from = 0;
    return series.map((each) => {
      const value = row.values[each.key] ?? 0;
      const [start, end] = [x(from), x(from + value)];
      from += value;
      // A thin gap keeps neighbours apart in grey print.
      return (
        value > 0 && (
          <rect
            key={each.key}
            x={round(start)}
            y="1"
            width={round(Math.max(end - start - 0.3, 0.3))}
            height="12"
            className={`m-${each.tone}`}
          />
        )
      );
    });
  };
  const cells = (row: StackRow) => [...series.map((each) => f.number(row.values[each.key] ?? 0)), f.number(sum(row))];
  const total: StackRow = {
    key: "total",
    label: t("table.total"),
    values: Object.fromEntries(
      series.map((each) => [each.key, rows.reduce((all, row) => all + (row.values[each.key] ?? 0), 0)]),
    ),
  };
  return (
    <ChartFigure
      {...frame}
      legend={series.map((each) => ({ key: each.key, label: each.label, className: `m-${each.tone}` }))}
      twin={
        <Twin
          name={name}
          columns={[
            ...series.map((each) => ({ key: each.key, head: each.label })),
            { key: "sum", head: t("table.total") },
          ]}
          total={{ label: total.label, cells: cells(total) }}
          rows={rows.map((row) => ({ key: row.key, label: row.label, cells: cells(row) }))}
        />
      }
    >
      <div className="bars">
        {rows.map((row) => (
          <div className="r" key={row.key}>
            <span>{row.label}</span>
            <span className="m">
              <b>
                {row.href ? (
                  <Link className="q" href={row.href}>
                    {f.number(sum(row))}
                  </Link>
                ) : (
                  f.number(sum(row))
                )}
              </b>
            </span>
            <svg viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true">
              {bar(row)}
            </svg>
          </div>
        ))}
      </div>
    </ChartFigure>
  );
}

export const round = (value: number) => Math.round(value * 100) / 100;
