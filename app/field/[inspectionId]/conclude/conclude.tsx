"use client";

import { useRef, useState } from "react";
import { BottomBar, FieldHead, fieldButton } from "@/app/ui/fieldmode";
import { Icon } from "@/app/ui/icons";
import { type Command, command, send } from "../../phone";
import type { PhoneWords } from "../../words";

type Props = {
  inspectionId: string;
  project: string;
  blockedBy: string | undefined;
  labels: { title: string; text: string; hint: string; send: string };
  words: PhoneWords;
};

export function Conclude({ inspectionId, project, blockedBy, labels, words }: Props) {
  const asked = useRef<Command>(undefined);
  const [conclusion, setConclusion] = useState("");
  const [state, setState] = useState<{ sending?: boolean; problem?: string | undefined }>({ problem: blockedBy });
  const unsent = state.problem === "busy";

  async function conclude() {
    if (!conclusion.trim()) return setState({ problem: "invalid" });
    asked.current ??= command("inspections.conclude", { inspectionId, conclusion });
    setState({ sending: true });
    const answer = await send(asked.current);
    if ("data" in answer) return location.replace(`/field/${inspectionId}`);
    if (answer.problem !== "busy") asked.current = undefined;
    setState({ problem: answer.problem });
  }

  return (
    <>
      <FieldHead over={project} title={labels.title} />
      <main className="fstack">
        {state.problem && (
          <div className="fnote fnote--you" role="alert">
            <Icon name="warn" className="fi" />
            <span>{unsent ? words.app.unsentNote : (words.problems[state.problem] ?? words.problems.unexpected)}</span>
          </div>
        )}
        <label className="f">
          {labels.text}
          <textarea
            rows={6}
            maxLength={4000}
            placeholder={labels.hint}
            value={conclusion}
            readOnly={state.sending || unsent}
            onChange={(event) => setConclusion(event.target.value)}
          />
        </label>
      </main>
      <BottomBar label={labels.title}>
        <a className={fieldButton.side} href={`/field/${inspectionId}`}>
          {words.app.back}
        </a>
        <button
          type="button"
          className={fieldButton.main}
          disabled={state.sending || blockedBy !== undefined}
          onClick={conclude}
        >
          {state.sending ? words.app.saving : unsent ? words.app.sendAgain : labels.send}
        </button>
      </BottomBar>
    </>
  );
}
