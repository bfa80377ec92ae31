import type { ReactNode } from "react";
import { text } from "@/app/text/server";
import { Icon } from "./icons";

export type StepState = "done" | "now" | "next" | "returned" | "refused";
export type Step = { key: string; title: ReactNode; note?: ReactNode; state: StepState };

const look = { done: "ok", now: "now", next: undefined, returned: "back", refused: "no" };
const mark = { done: "check", returned: "return", refused: "cross" } as const;

/** Who has it now, who had it, who is next. */
export async function Steps({ steps }: { steps: Step[] }) {
  const t = await text("common");
  return (
    <ol className="steps">
      {steps.map((step) => (
        <li key={step.key} className={look[step.state]} aria-current={step.state === "now" ? "step" : undefined}>
          <span className="d">{step.state in mark && <Icon name={mark[step.state as keyof typeof mark]} />}</span>
          <b>
            {step.title}
            <span className="vh"> ({t(`steps.${step.state}`)})</span>
          </b>
          {step.note}
        </li>
      ))}
    </ol>
  );
}
