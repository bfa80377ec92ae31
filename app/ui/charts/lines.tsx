import { scaleLinear, scalePoint } from "d3-scale";
import { line as path } from "d3-shape";
import type { ReactNode } from "react";
import { formats } from "@/app/text/server";
import { ChartFigure, type ChartFrame, Twin } from "./figure";
import { round } from "./stacked-bars";

export type LineSeries = {
  key: string;
  label: string;
  tone: "1" | "2" | "3" | "4" | "5" | "plan";
  /** One for each point; `null` is no result and breaks the line. */
  values: (number | null)[];
  /** Figures written at the points; otherwise only at the last. */
  direct?: boolean;
};

type LinesProps = Omit<ChartFrame, "twin" | "legend"> & {
  name: ReactNode;
  /** Words along the foot. */
  points: string[];
  series: LineSeries[];
  /** Short black marks: the target of each point. */
  targets?: (number | null)[];
  targetLabel?: string;
  /** A dotted line before this point, with its word: the day the map changed, a new standard. */
  breaks?: { before: number; label: string }[];
  /** Read aloud for the picture; the table has the figures. */
  summary: string;
  digits?: number;
};

const [width, height, left, right, top, bottom] = [334, 186, 30, 12, 18, 28];

export async function Lines({
  name,
  points,
  series,
  targets,
  targetLabel,
  breaks = [],
  summary,
  digits = 2,
  ...frame
}: LinesProps) {
  const f = await formats();
  const all = [...series.flatMap((each) => each.values), ...(targets ?? [])].filter((value) => value !== null);
  const y = scaleLinear()
    .domain([Math.min(0, ...all), Math.max(1, ...all)])
    .nice(3)
    .range([height - bottom, top]);
  const x = scalePoint<number>()
    .domain(points.map((_, index) => index))
    .range([left + 12, width - right - 14]);
  const at = (index: number) => x(index) ?? left;
  const draw = path<number | null>()
    .defined((value) => value !== null)
    .x((_, index) => round(at(index)))
    .y((value) => round(y(value ?? 0)));
  // With many points only as many words as have room.
  const every = Math.ceil(points.length / 5);
  return (
    <ChartFigure
      {...frame}
      legend={[
        ...series.map((each) => ({ key: each.key, label: each.label, className: `l-${each.tone}`, line: true })),
        ...(targets && targetLabel
          ? [{ key: "target", label: targetLabel, className: "l-tick thick", line: true }]
          : []),
      ]}
      twin={
        <Twin
          name={name}
          columns={[
            ...series.map((each) => ({ key: each.key, head: each.label })),
            ...(targets ? [{ key: "target", head: targetLabel }] : []),
          ]}
          rows={points.map((point, index) => ({
            key: `${index}`,
            label: point,
            cells: [
              ...series.map((each) => f.fixed(each.values[index], digits)),
              ...(targets ? [f.fixed(targets[index], digits)] : []),
            ],
          }))}
        />
      }
    >
      <svg
        className="chart"
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
        role="img"
        aria-label={summary}
      >
        {y.ticks(3).map((tick) => (
          <g key={tick}>
            <path className="ax" d={`M${left} ${round(y(tick))}H${width - right}`} />
            <text x={left - 6} y={round(y(tick)) + 4} textAnchor="end">
              {f.number(tick, digits)}
            </text>
          </g>
        ))}
        {breaks.map((each) => {
          const place = round((at(each.before - 1) + at(each.before)) / 2);
          return (
            <g key={each.before}>
              <path className="l-epoch" d={`M${place} ${top - 8}V${height - bottom}`} />
              <text x={place - 5} y={top} textAnchor="end">
                {each.label}
              </text>
            </g>
          );
        })}
        {series.map((each) => (
          <path key={each.key} className={`l-${each.tone}`} d={draw(each.values) ?? ""} />
        ))}
        {targets?.map((value, index) =>
          value === null ? null : (
            <path key={`t${index}`} className="l-tick thick" d={`M${round(at(index) - 10)} ${round(y(value))}h20`} />
          ),
        )}
        {series.flatMap((each) => {
          const last = each.values.findLastIndex((value) => value !== null);
          return each.values.map((value, index) => {
            if (value === null || each.tone === "plan") return null;
            const close = series.some((other) => {
              const theirs = other.values[index];
              return (
                other !== each && typeof theirs === "number" && theirs < value && Math.abs(y(theirs) - y(value)) < 24
              );
            });
            const said = each.direct || index === last;
            return (
              <g key={`${each.key}${index}`}>
                {said && <circle cx={round(at(index))} cy={round(y(value))} r="3.5" className={`m-${each.tone}`} />}
                {said && (
                  <text
                    className="k"
                    x={round(at(index))}
                    y={round(y(value) + (close || y(value) > height - bottom - 22 ? -9 : 19))}
                    textAnchor="middle"
                  >
                    {f.fixed(value, digits)}
                  </text>
                )}
              </g>
            );
          });
        })}
        {points.map((point, index) =>
          index % every === 0 ? (
            <text key={`p${index}`} x={round(at(index))} y={height - 6} textAnchor="middle">
              {point}
            </text>
          ) : null,
        )}
      </svg>
    </ChartFigure>
  );
}
