"use client";

import { useRef, useState } from "react";
import { BottomBar, FieldFacts, FieldHead, fieldButton, Tile, Tiles, WhereMark } from "@/app/ui/fieldmode";
import { Icon } from "@/app/ui/icons";
import type { Severity } from "@/db/schema/inspection-lists";
import { type Command, command, dayMonthYear, daysOn, newId, say, send } from "../../phone";
import type { PhoneWords } from "../../words";

type Props = {
  finding: { id: string; code: string };
  severity: Severity | undefined;
  unit: string;
  today: string;
  words: PhoneWords;
  onAsked: (dueOn: string) => void;
  onLater: () => void;
};

const terms = [7, 15, 30] as const;

/** What to do, by whom, by when. The finding is on the server already; this may also wait. */
export function ActionStep({ finding, severity, unit, today, words, onAsked, onLater }: Props) {
  const { app, problems } = words;
  const asked = useRef<Command>(undefined);
  const [text, setText] = useState("");
  const [days, setDays] = useState<number>(severity === "serious" ? 7 : 15);
  const [state, setState] = useState<{ sending?: boolean; problem?: string }>({});
  const unsent = state.problem === "busy";
  const said = state.problem === "empty" ? app.actionNeeded : unsent ? app.unsentNote : problems[state.problem ?? ""];

  async function ask() {
    if (!text.trim()) return setState({ problem: "empty" });
    const dueOn = daysOn(today, days);
    asked.current ??= command("findings.askAction", { id: newId(), findingId: finding.id, text, dueOn });
    setState({ sending: true });
    const answer = await send(asked.current);
    if ("data" in answer) return onAsked((asked.current.body as { dueOn: string }).dueOn);
    if (answer.problem !== "busy") asked.current = undefined;
    setState({ problem: answer.problem });
  }

  return (
    <>
      <FieldHead title={app.actionTitle} />
      <main className="fstack">
        <WhereMark state="server">
          {app.arrived} · {finding.code}
        </WhereMark>
        {state.problem && (
          <div className="fnote fnote--you" role="alert">
            <Icon name="warn" className="fi" />
            <span>{said ?? problems.unexpected}</span>
          </div>
        )}
        <label className="f">
          {app.actionText}
          <textarea
            rows={3}
            maxLength={500}
            placeholder={app.actionHint}
            value={text}
            readOnly={state.sending || unsent}
            aria-invalid={state.problem === "empty" || undefined}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <FieldFacts
          items={[
            { term: app.owner, value: say(app.ownerSaid, { unit }) },
            { term: app.due, value: dayMonthYear(daysOn(today, days)) },
          ]}
        />
        {!unsent && (
          <Tiles across={3} low>
            {terms.map((term) => (
              <Tile
                key={term}
                name="term"
                value={String(term)}
                checked={term === days}
                title={`+${term}`}
                note={app.days}
                onPick={() => setDays(term)}
              />
            ))}
          </Tiles>
        )}
      </main>
      <BottomBar label={app.ask}>
        <button type="button" className={fieldButton.side} disabled={state.sending} onClick={onLater}>
          {app.later}
        </button>
        <button type="button" className={fieldButton.main} disabled={state.sending} onClick={ask}>
          {state.sending ? app.saving : unsent ? app.sendAgain : app.ask}
        </button>
      </BottomBar>
    </>
  );
}
