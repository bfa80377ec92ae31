import type { ReactNode } from "react";
import { Icon } from "./icons";

type ErrorBoxProps = {
  title: ReactNode;
  /** What happened, what is safe, what to do, the code to quote: each with its word. */
  lines: { term: ReactNode; text: ReactNode }[];
  actions?: ReactNode;
};

export function ErrorBox({ title, lines, actions }: ErrorBoxProps) {
  return (
    <div className="state left" role="alert">
      <h2 className="bad">
        <Icon name="warn" /> {title}
      </h2>
      <dl>
        {lines.map((line, index) => (
          <div key={index} className="row">
            <dt>{line.term}</dt>
            <dd>{line.text}</dd>
          </div>
        ))}
      </dl>
      {actions && <div className="acts">{actions}</div>}
    </div>
  );
}
