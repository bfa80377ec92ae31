"use client";

import { useRef } from "react";
import { BottomBar, FieldHead, fieldButton } from "@/app/ui/fieldmode";
import { Icon } from "@/app/ui/icons";
import { useSaidOf } from "@/app/ui/typed/use-said";
import { useTypedText } from "@/app/ui/typed/use-typed-text";
import { Back } from "../../back";
import { Kept } from "../../kept";
import { command } from "../../phone";
import { useSending } from "../../use-sending";
import type { PhoneWords } from "../../words";

type Props = {
  inspectionId: string;
  project: string;
  blockedBy: string | undefined;
  labels: { title: string; text: string; hint: string; send: string };
  words: PhoneWords;
};

export function Conclude({ inspectionId, project, blockedBy, labels, words }: Props) {
  const sent = useRef<string>(undefined);
  const typed = useTypedText("conclusion", { carried: { sent }, asks: false });
  const { text, offered } = typed;
  const { sending, unsent, ...out } = useSending(sent, typed.write);
  const problem = out.problem ?? blockedBy;
  const said = useSaidOf(typed.keptAs);

  async function conclude() {
    if (!text.trim()) return out.refuse("invalid");
    const answer = await out.go(() => command("inspections.conclude", { inspectionId, conclusion: text }));
    if ("problem" in answer) return;
    await typed.forget();
    location.replace(`/field/${inspectionId}`);
  }

  if (offered) {
    const goOn = () => {
      typed.bringBack();
      out.resume();
    };
    return (
      <Back
        words={words.app}
        over={`${project} · ${labels.title}`}
        at={offered.at}
        kept={[String(offered.values.text)]}
        go={{ label: words.app.again.go, onTap: goOn }}
        backHref={`/field/${inspectionId}`}
        onDrop={typed.forget}
      />
    );
  }
  return (
    <>
      <FieldHead over={project} title={labels.title} />
      <main className="fstack">
        {problem && (
          <div className="fnote fnote--you" role="alert">
            <Icon name="warn" className="fi" />
            <span>{unsent ? words.app.unsentNote : (words.problems[problem] ?? words.problems.unexpected)}</span>
          </div>
        )}
        <label className="f">
          {labels.text}
          <textarea
            rows={6}
            maxLength={4000}
            placeholder={labels.hint}
            value={text}
            readOnly={sending || unsent}
            onChange={(event) => typed.type(event.target.value)}
          />
        </label>
        <Kept said={said} words={words.app} />
      </main>
      <BottomBar label={labels.title}>
        <a className={fieldButton.side} href={`/field/${inspectionId}`}>
          {words.app.back}
        </a>
        <button
          type="button"
          className={fieldButton.main}
          disabled={sending || blockedBy !== undefined}
          onClick={conclude}
        >
          {sending ? words.app.saving : unsent ? words.app.sendAgain : labels.send}
        </button>
      </BottomBar>
    </>
  );
}
