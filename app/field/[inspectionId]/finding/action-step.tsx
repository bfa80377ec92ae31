"use client";

import { BottomBar, FieldFacts, FieldHead, fieldButton, Tile, Tiles, WhereMark } from "@/app/ui/fieldmode";
import { Icon } from "@/app/ui/icons";
import type { Said } from "@/app/ui/typed/said";
import { dueAfter, termsToAct } from "@/server/findings/rules";
import { Kept } from "../../kept";
import { command, dayMonthYear, newId, say } from "../../phone";
import type { Sending } from "../../use-sending";
import type { PhoneWords } from "../../words";
import type { Draft } from "./draft";

type Props = {
  finding: { id: string; code: string };
  action: Draft["action"];
  kept: Said;
  sending: Sending;
  unit: string;
  today: string;
  words: PhoneWords;
  onChange: (action: Draft["action"]) => void;
  onAsked: (dueOn: string) => void;
  onLater: () => void;
};

/** What to do, by whom, by when. The finding is on the server already; this may also wait. */
export function ActionStep(props: Props) {
  const { finding, action, kept, sending, unit, today, words, onChange, onAsked, onLater } = props;
  const { app, problems } = words;
  const { text, days } = action;
  const { problem, unsent } = sending;
  const said = problem === "empty" ? app.actionNeeded : unsent ? app.unsentNote : problems[problem ?? ""];

  async function ask() {
    if (!text.trim()) return sending.refuse("empty");
    const dueOn = dueAfter(today, days);
    const asked = { id: newId(), findingId: finding.id, text, dueOn };
    const answer = await sending.go(() => command("findings.askAction", asked));
    if ("data" in answer) onAsked(dueOn);
  }

  return (
    <>
      <FieldHead title={app.actionTitle} />
      <main className="fstack">
        <WhereMark state="server">
          {app.arrived} · {finding.code}
        </WhereMark>
        {problem && (
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
            readOnly={sending.sending || unsent}
            aria-invalid={problem === "empty" || undefined}
            onChange={(event) => onChange({ text: event.target.value, days })}
          />
        </label>
        <Kept said={kept} words={app} />
        <FieldFacts
          items={[
            { term: app.owner, value: say(app.ownerSaid, { unit }) },
            { term: app.due, value: dayMonthYear(dueAfter(today, days)) },
          ]}
        />
        {!unsent && (
          <Tiles across={3} low>
            {termsToAct.map((term) => (
              <Tile
                key={term}
                name="term"
                value={String(term)}
                checked={term === days}
                title={`+${term}`}
                note={app.days}
                onPick={() => onChange({ text, days: term })}
              />
            ))}
          </Tiles>
        )}
      </main>
      <BottomBar label={app.ask}>
        <button type="button" className={fieldButton.side} disabled={sending.sending} onClick={onLater}>
          {app.later}
        </button>
        <button type="button" className={fieldButton.main} disabled={sending.sending} onClick={ask}>
          {sending.sending ? app.saving : unsent ? app.sendAgain : app.ask}
        </button>
      </BottomBar>
    </>
  );
}
