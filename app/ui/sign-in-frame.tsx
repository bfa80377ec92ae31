import type { ReactNode } from "react";
import { text } from "@/app/text/server";
import { Mark } from "./icons";

/** Thirteen contour lines, drawn once by two slow waves. */
const hills = Array.from({ length: 13 }, (_, row) => {
  const points = Array.from({ length: 62 }, (_, step) => {
    const x = step * 10 - 10;
    const slope = 100 - row * 7;
    const y =
      130 +
      row * 27 +
      slope * 0.4 * Math.cos(x / (150 + row * 6)) -
      (slope * 0.35 * x) / 600 +
      5 * Math.sin(x / 60 + row);
    return `${x} ${y.toFixed(1)}`;
  });
  return `M${points.join(" ")}`;
});

/** The door: the terraces at the left, one column at the right. */
export async function SignInFrame({ title, children }: { title: ReactNode; children: ReactNode }) {
  const t = await text("common");
  return (
    <div className="sign">
      <aside className="art" aria-label="Terrace">
        <span className="brand">
          <Mark />
          <span>Terrace</span>
        </span>
        <p>{t("page.tagline")}</p>
        <svg className="hills" viewBox="0 0 600 480" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
          <g fill="none" stroke="#2A5A80" strokeWidth="1.5">
            {hills.map((line) => (
              <path key={line} d={line} />
            ))}
          </g>
        </svg>
      </aside>
      <main>
        <div className="box">
          <h1>{title}</h1>
          {children}
        </div>
      </main>
    </div>
  );
}
