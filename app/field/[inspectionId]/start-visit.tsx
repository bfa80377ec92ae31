"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { fieldButton } from "@/app/ui/fieldmode";
import { type Command, command, send } from "../phone";
import type { PhoneWords } from "../words";

type Props = { inspectionId: string; today: string; label: string; words: PhoneWords };

export function StartVisit({ inspectionId, today, label, words }: Props) {
  const { refresh } = useRouter();
  const asked = useRef<Command>(undefined);
  const [state, setState] = useState<{ sending?: boolean; problem?: string }>({});

  async function start() {
    asked.current ??= command("inspections.start", { inspectionId, visitedOn: today });
    setState({ sending: true });
    const answer = await send(asked.current);
    if ("data" in answer) return refresh();
    if (answer.problem !== "busy") asked.current = undefined;
    setState({ problem: answer.problem });
  }

  return (
    <>
      {state.problem && (
        <p className="fnote fnote--you" role="alert">
          {words.problems[state.problem] ?? words.problems.unexpected}
        </p>
      )}
      <button type="button" className={fieldButton.main} disabled={state.sending} onClick={start}>
        {state.sending ? words.app.saving : state.problem === "busy" ? words.app.sendAgain : label}
      </button>
    </>
  );
}
