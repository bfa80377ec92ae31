import { formats, text } from "@/app/text/server";

type Mark = { line: string; name: string };

const [top, bar] = [26, 20];

/** Where the household's income lies against the lines: drawn twice, for the two widths that pages have. */
export async function IncomeLine({ income, lines }: { income: string; lines: Mark[] }) {
  const [t, f] = [await text("households"), await formats()];
  const sorted = [...lines].sort((a, b) => Number(BigInt(a.line) - BigInt(b.line)));
  const label = t("verdict.chart", {
    income: f.money(income),
    lines: sorted.map(({ name, line }) => t("verdict.chartLine", { name, line: f.money(line) })).join("; "),
  });
  const words =
    sorted.length > 1
      ? [t("verdict.inBoth"), t("verdict.inOne"), t("verdict.outside")]
      : [t("verdict.inside"), t("verdict.outside")];
  return (
    <>
      <Drawing
        width={748}
        className="chart only-l"
        {...{ income, label, words }}
        lines={sorted}
        f={f}
        here={t("verdict.here", { income: f.money(income) })}
      />
      <Drawing
        width={334}
        className="chart only-s"
        {...{ income, label }}
        words={[]}
        lines={sorted}
        f={f}
        here={t("verdict.here", { income: f.money(income) })}
      />
    </>
  );
}

type DrawingProps = {
  width: number;
  className: string;
  income: string;
  lines: Mark[];
  label: string;
  here: string;
  /** Inside each stretch, where there is room. */
  words: string[];
  f: { money: (value: string) => string };
};

function Drawing({ width, className, income, lines, label, here, words, f }: DrawingProps) {
  // A quarter more than the largest, so that the last line has something behind it.
  const most = Math.max(Number(income), ...lines.map(({ line }) => Number(line))) * 1.27 || 1;
  const at = (value: string) => Math.round((Number(value) / most) * width);
  const inside = (x: number, half: number) => Math.min(Math.max(x, half), width - half);
  const edges = [0, ...lines.map(({ line }) => at(line)), width];
  // Two lines close together turn their labels away from each other.
  const [first = 0, second = width] = lines.map(({ line }) => at(line));
  const close = lines.length > 1 && second - first < 112;
  const named = (index: number) =>
    close
      ? ({
          x: index === 0 ? Math.max(first + 4, 92) : Math.min(second - 4, width - 92),
          textAnchor: index === 0 ? "end" : "start",
        } as const)
      : ({ x: inside(index === 0 ? first : second, 48), textAnchor: "middle" } as const);
  const fills = ["var(--color-changes-line)", "var(--color-changes-bg)"].slice(0, lines.length);
  return (
    <svg className={className} viewBox={`0 0 ${width} 86`} width={width} height={86} role="img" aria-label={label}>
      {edges.slice(1).map((edge, index) => (
        <rect
          key={edge}
          x={edges[index]}
          y={top}
          width={edge - (edges[index] as number)}
          height={bar}
          fill={fills[index] ?? "var(--color-sunken)"}
        />
      ))}
      {words.map((word, index) => {
        const [from, to] = [edges[index] as number, edges[index + 1] as number];
        return to - from > word.length * 7.5 ? (
          <text key={word} x={to - 10} y={top + 14} textAnchor="end" fill="var(--color-text)">
            {word}
          </text>
        ) : null;
      })}
      {lines.map(({ line, name }, index) => (
        <g key={name}>
          <path d={`M${at(line)} ${top - 4}v${bar + 8}`} stroke="var(--color-text)" strokeWidth={2} />
          <text className="k" y={65} {...named(index)}>
            {f.money(line)}
          </text>
          <text y={81} {...named(index)}>
            {name}
          </text>
        </g>
      ))}
      <circle
        cx={inside(at(income), 8)}
        cy={top + bar / 2}
        r={7}
        fill="var(--color-text)"
        stroke="var(--color-surface)"
        strokeWidth={2}
      />
      <text className="k" x={inside(at(income), 70)} y={17} textAnchor="middle">
        {here}
      </text>
    </svg>
  );
}
