import type { ReactNode } from "react";

export type Box = { key: string; title: ReactNode; notes: ReactNode[]; me?: boolean; part?: boolean };
/** From a box at the left to one at the right; `weight` 0 to 1 makes the stroke. */
export type Line = { from: string; to: string; part: boolean; weight: number };

const middle = (boxes: Box[], key: string) =>
  ((boxes.findIndex((box) => box.key === key) + 0.5) / Math.max(boxes.length, 1)) * 100;

function Column({ boxes }: { boxes: Box[] }) {
  return (
    <div className="col">
      {boxes.map((box) => (
        <div key={box.key} className={box.me ? "u me" : box.part ? "u part" : "u"}>
          <b>{box.title}</b>
          {box.notes.map((note, index) => (
            <span key={index}>{note}</span>
          ))}
        </div>
      ))}
    </div>
  );
}

/** Where a unit came from, or went: boxes at both sides, strokes between. The words say the same. */
export function Lineage({ label, left, right, lines }: { label: string; left: Box[]; right: Box[]; lines: Line[] }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; this groups a drawing
    <div className="lineage" role="group" aria-label={label}>
      <Column boxes={left} />
      <svg viewBox="0 0 120 100" preserveAspectRatio="none" aria-hidden="true">
        <g fill="none" stroke="currentColor">
          {lines.map((line) => {
            const [a, b] = [middle(left, line.from), middle(right, line.to)];
            return (
              <path
                key={`${line.from}${line.to}`}
                d={`M0 ${a}C60 ${a} 60 ${b} 120 ${b}`}
                strokeWidth={line.part ? 2 : 2 + 4 * line.weight}
                vectorEffect="non-scaling-stroke"
                {...(line.part && { strokeDasharray: "6 4" })}
              />
            );
          })}
        </g>
      </svg>
      <Column boxes={right} />
    </div>
  );
}
