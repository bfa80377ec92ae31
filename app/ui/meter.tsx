export type MeterPart = {
  value: number;
  tone?: "1" | "allot" | "stage-4" | "stage-5" | "quiet" | "bad" | "mid" | "mild";
};

type MeterProps = {
  /** One bar of this value, or several parts one after the other. */
  value?: number;
  parts?: MeterPart[];
  max: number;
  /** A black tick where it ought to be. */
  target?: number;
  /** Finished things are grey: they ask for nothing. */
  quiet?: boolean;
  /** Said where no number stands beside it. */
  label?: string;
};

const at = (value: number, max: number) =>
  Math.round(Math.min(Math.max(max > 0 ? value / max : 0, 0), 1) * 10_000) / 100;

export function Meter({ value, parts, max, target, quiet, label }: MeterProps) {
  const bars: MeterPart[] = parts ?? [{ value: value ?? 0, tone: quiet ? "quiet" : "1" }];
  let from = 0;
  return (
    <svg
      className="meter"
      viewBox="0 0 100 16"
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      <rect x="0" y="4" width="100" height="8" className="m-track" />
      {bars.map((bar, index) => {
        const start = at(from, max);
        from += bar.value;
        return (
          <rect
            key={index}
            x={start}
            y="4"
            width={at(from, max) - start}
            height="8"
            className={`m-${bar.tone ?? "1"}`}
          />
        );
      })}
      {target !== undefined && (
        <rect x={Math.min(at(target, max), 99.3)} y="1" width=".7" height="14" className="m-tick" />
      )}
    </svg>
  );
}
