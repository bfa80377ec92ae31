import { scaleLinear } from "d3-scale";
import type { ReactNode } from "react";
import { formats } from "@/app/text/server";
import type { Amount } from "../format";
import { Link } from "../link";
import { ChartFigure, type ChartFrame, Twin } from "./figure";
import { round } from "./stacked-bars";

export type PlanRow = {
  key: string;
  label: ReactNode;
  /** Whole đồng, as decimal strings. */
  paid: Amount;
  allotted: Amount;
  plan?: Amount | undefined;
  /** Where payment ought to be: a black tick. */
  target?: Amount | undefined;
  href?: string | undefined;
  /** The one the sentence speaks of. */
  worst?: boolean;
};

type PlanBarsProps = Omit<ChartFrame, "twin" | "legend"> & {
  name: ReactNode;
  rows: PlanRow[];
  labels: { paid: string; allotted: string; plan?: string; target?: string };
  /** A line of totals above the bars. */
  total?: { label: ReactNode; paid: Amount; allotted: Amount };
};

/** Paid over allotted over planned, on one scale; amounts in million đồng beside the bar. */
export async function PlanBars({ name, rows, labels, total, ...frame }: PlanBarsProps) {
  const f = await formats();
  const most = Math.max(1, ...rows.flatMap((row) => [row.paid, row.allotted, row.plan ?? 0].map(Number)));
  const x = scaleLinear().domain([0, most]).range([0, 100]).clamp(true);
  const said = (row: { paid: Amount; allotted: Amount; href?: string | undefined; worst?: boolean }) => (
    <span className="m">
      <b>
        {row.href ? (
          <Link className="q" href={row.href}>
            {f.millions(row.paid)}
          </Link>
        ) : (
          f.millions(row.paid)
        )}
      </b>{" "}
      / {f.millions(row.allotted)} · <b className={row.worst ? "bad" : undefined}>{f.share(row.paid, row.allotted)}</b>
    </span>
  );
  const planned = rows.some((row) => row.plan !== undefined);
  return (
    <ChartFigure
      {...frame}
      legend={[
        { key: "paid", label: labels.paid, className: "m-paid" },
        { key: "allotted", label: labels.allotted, className: "m-allot" },
        ...(labels.plan ? [{ key: "plan", label: labels.plan, className: "m-room outlined" }] : []),
        ...(labels.target ? [{ key: "target", label: labels.target, className: "m-tick narrow" }] : []),
      ]}
      twin={
        <Twin
          name={name}
          columns={[
            ...(planned ? [{ key: "plan", head: labels.plan ?? "" }] : []),
            { key: "allotted", head: labels.allotted },
            { key: "paid", head: labels.paid },
            { key: "share", head: "%" },
          ]}
          {...(total && {
            total: {
              label: total.label,
              cells: [
                ...(planned ? [""] : []),
                f.millions(total.allotted),
                f.millions(total.paid),
                f.share(total.paid, total.allotted),
              ],
            },
          })}
          rows={rows.map((row) => ({
            key: row.key,
            label: row.label,
            cells: [
              ...(planned ? [f.millions(row.plan)] : []),
              f.millions(row.allotted),
              f.millions(row.paid),
              f.share(row.paid, row.allotted),
            ],
          }))}
        />
      }
    >
      <div className="bars">
        {total && (
          <div className="r">
            <b>{total.label}</b>
            {said(total)}
          </div>
        )}
        {rows.map((row) => (
          <div className="r" key={row.key}>
            <span>{row.label}</span>
            {said(row)}
            <svg viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true">
              {row.plan !== undefined && (
                <rect y="2" width={round(x(Number(row.plan)))} height="10" className="m-room" />
              )}
              <rect y="2" width={round(x(Number(row.allotted)))} height="10" className="m-allot" />
              <rect y="2" width={round(x(Number(row.paid)))} height="10" className="m-paid" />
              {row.target !== undefined && (
                <rect x={round(Math.min(x(Number(row.target)), 99.5))} width=".5" height="14" className="m-tick" />
              )}
            </svg>
          </div>
        ))}
      </div>
    </ChartFigure>
  );
}
