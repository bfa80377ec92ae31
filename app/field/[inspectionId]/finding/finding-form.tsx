"use client";

import { useEffect, useRef, useState } from "react";
import { useSaidOf } from "@/app/ui/typed/use-said";
import type { Severity } from "@/db/schema/inspection-lists";
import { daysToAct, type FindingKind } from "@/server/findings/rules";
import { command, newId, say } from "../../phone";
import { useSending } from "../../use-sending";
import type { PhoneWords } from "../../words";
import { ActionStep } from "./action-step";
import { BackStep } from "./back-step";
import { DoneStep } from "./done-step";
import { HowStep, PhotoStep, WhatStep } from "./steps";
import { UnsentStep } from "./unsent-step";
import { useDraft } from "./use-draft";
import { usePhotos } from "./use-photos";
import { usePlace } from "./use-place";

export type FormProps = {
  inspectionId: string;
  project: string;
  unit: string;
  kinds: readonly FindingKind[];
  today: string;
  words: PhoneWords;
};

type Step = "what" | "how" | "photo" | "unsent" | "ask" | "done";

/** One finding on one screen at a time. Whatever happens to network or page, everything stays until the server has it. */
export function FindingForm({ inspectionId, project, unit, kinds, today, words }: FormProps) {
  const [step, setStep] = useState<Step>("what");
  const { draft, keptAs, sent, offered, write, forget, keep, type, bringBack, startAnew } = useDraft();
  const { photos, preparing, take, findAgain, arrive, sendAnew, clear } = usePhotos(keptAs);
  const sending = useSending(sent, write);
  const [sendingPhoto, setSendingPhoto] = useState<string>();
  const [looked, setLooked] = useState(false);
  const camera = useRef<HTMLInputElement>(null);
  const again = useRef<string>(undefined);
  const { place, problem: noPlace, again: seekAgain } = usePlace();
  const kept = useSaidOf(keptAs);
  const spot = place ?? draft.place;
  const w = words.app;
  const pending = sendingPhoto ?? (sending.sending ? w.saving : undefined);

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it is known that there is something
  useEffect(() => {
    if (offered) void findAgain().then(() => setLooked(true));
  }, [offered]);

  const shoot = (instead?: string) => {
    again.current = instead;
    camera.current?.click();
  };
  const choose = (severity: Severity) => {
    const first = !draft.severity && photos.length === 0;
    keep({ severity, place: spot, action: { ...draft.action, days: daysToAct(severity) } });
    setStep("photo");
    // In the same tap: the browser opens the camera only for some seconds after one.
    if (first) shoot();
  };
  const goOn = (withCamera: boolean) => {
    const back = bringBack();
    sending.resume();
    if (back.arrived) setStep("ask");
    else setStep(sent.current ? "unsent" : back.severity ? "photo" : "how");
    if (withCamera) shoot();
  };

  async function save() {
    let fileIds: string[] = [];
    if (!sent.current) {
      sending.resume();
      setSendingPhoto(w.saving);
      const arrived = await arrive((number) => setSendingPhoto(say(w.sendingPhoto, { number, count: photos.length })));
      setSendingPhoto(undefined);
      if ("problem" in arrived) return sending.refuse(arrived.problem);
      fileIds = arrived.fileIds;
    }
    const { kind, severity, note, seenAt } = draft;
    const answer = await sending.go<{ id: string; code: string }>(() =>
      command("inspections.recordFinding", {
        ...{ id: newId(), inspectionId, kind, severity, note, place: spot ?? null, seenAt, fileIds },
      }),
    );
    if ("problem" in answer) {
      if (answer.problem === "unknown_file") sendAnew();
      return setStep(answer.problem === "busy" ? "unsent" : "photo");
    }
    forget();
    type({ place: spot, arrived: { ...answer.data, at: Date.now(), photos: photoCount } });
    setStep(severity === "minor" ? "done" : "ask");
  }

  const startAnother = () => {
    clear();
    startAnew();
    sending.resume();
    setStep("what");
  };

  const sentFiles = sent.current && (JSON.parse(sent.current).body as { fileIds?: string[] }).fileIds?.length;
  const photoCount = draft.arrived?.photos ?? (photos.length || sentFiles || 0);
  const facts = [
    { term: w.finding, value: draft.kind ? words.kind[draft.kind] : "" },
    { term: w.level, value: draft.severity ? words.severity[draft.severity] : "" },
    { term: w.photos, value: photoCount ? say(w.photosCount, { count: photoCount }) : w.none },
    { term: w.place, value: spot ? `±${Math.round(spot.accuracy)} m` : w.none },
  ];
  const toVisit = `/field/${inspectionId}`;
  const shared = { words, draft, kept, place: spot, noPlace, seekAgain };
  const { arrived } = draft;
  return (
    <>
      <input
        ref={camera}
        className="vh"
        type="file"
        accept="image/*"
        capture="environment"
        tabIndex={-1}
        aria-hidden="true"
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) void take(file, again.current);
          event.target.value = "";
        }}
      />
      {offered && looked && (
        <BackStep
          words={words}
          project={project}
          offered={offered}
          photoCount={photos.length}
          backHref={toVisit}
          onTake={goOn}
          onDrop={startAnother}
        />
      )}
      {!offered && step === "what" && (
        <WhatStep
          {...shared}
          project={project}
          kinds={kinds}
          backHref={toVisit}
          onChoose={(kind) => {
            keep({ kind, place: spot, ...(draft.kind ? {} : { seenAt: new Date().toISOString() }) });
            setStep(draft.severity ? "photo" : "how");
          }}
        />
      )}
      {step === "how" && <HowStep {...shared} onBack={() => setStep("what")} onChoose={choose} />}
      {step === "photo" && (
        <PhotoStep
          {...shared}
          photos={photos}
          preparing={preparing}
          sending={pending}
          problem={sending.problem && (words.problems[sending.problem] ?? words.problems.unexpected)}
          onChange={setStep}
          onShoot={shoot}
          onNote={(note) => type({ note, place: spot })}
          onSave={save}
        />
      )}
      {step === "unsent" && <UnsentStep words={w} project={project} facts={facts} sending={pending} onSend={save} />}
      {step === "ask" && arrived && (
        <ActionStep
          key={arrived.dueOn ?? ""}
          finding={arrived}
          unit={unit}
          today={today}
          words={words}
          action={draft.action}
          kept={kept}
          sending={sending}
          onChange={(action) => type({ action })}
          onAsked={(dueOn) => {
            forget();
            type({ arrived: { ...arrived, dueOn }, action: { ...draft.action, text: "" } });
            setStep("done");
          }}
          onLater={() => setStep("done")}
        />
      )}
      {step === "done" && arrived && (
        <DoneStep
          words={w}
          arrived={arrived}
          severity={draft.severity}
          facts={facts}
          toVisit={toVisit}
          onAsk={() => setStep("ask")}
          onAnother={startAnother}
        />
      )}
    </>
  );
}
