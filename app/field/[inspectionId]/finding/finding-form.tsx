"use client";

import { useEffect, useRef, useState } from "react";
import { BottomBar, FieldFacts, FieldHead, fieldButton, WhereMark } from "@/app/ui/fieldmode";
import { Icon } from "@/app/ui/icons";
import type { Severity } from "@/db/schema/inspection-lists";
import type { FindingKind } from "@/server/findings/rules";
import { type Command, clock, command, newId, say, send } from "../../phone";
import type { PhoneWords } from "../../words";
import { ActionStep } from "./action-step";
import { type Draft, dropDraft, findDraft, keepDraft } from "./draft";
import { HowStep, PhotoStep, WhatStep } from "./steps";
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
const fresh = (): Draft => ({ note: "", seenAt: new Date().toISOString(), keptAt: 0 });

/** One finding on one screen at a time. Whatever happens to the network, everything stays here until the server has it. */
export function FindingForm({ inspectionId, project, unit, kinds, today, words }: FormProps) {
  const [step, setStep] = useState<Step>("what");
  const [draft, setDraft] = useState<Draft>(fresh);
  const [sending, setSending] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const [arrived, setArrived] = useState<{ id: string; code: string; at: number; dueOn?: string }>();
  const asked = useRef<Command>(undefined);
  const camera = useRef<HTMLInputElement>(null);
  const again = useRef<string>(undefined);
  const { photos, preparing, take, arrive, clear } = usePhotos();
  const { place, problem: noPlace, again: seekAgain } = usePlace();
  const spot = place ?? draft.place;
  const w = words.app;

  // After a kill by the camera the page begins where it was.
  useEffect(() => {
    const kept = findDraft(inspectionId);
    if (!kept?.kind) return;
    setDraft(kept);
    asked.current = kept.sent;
    setStep(kept.sent ? "unsent" : kept.severity ? "photo" : "how");
  }, [inspectionId]);

  /** Kept first, then shown. */
  const keep = (change: Partial<Draft>) => {
    const next = { ...draft, place: spot, ...change, keptAt: Date.now() };
    setDraft(keepDraft(inspectionId, next) ? next : { ...next, keptAt: 0 });
  };
  const shoot = (instead?: string) => {
    again.current = instead;
    camera.current?.click();
  };
  const choose = (severity: Severity) => {
    const first = !draft.severity && photos.length === 0;
    keep({ severity });
    setStep("photo");
    // In the same tap: the browser opens the camera only for some seconds after one.
    if (first) shoot();
  };

  async function save() {
    setProblem(undefined);
    setSending(w.saving);
    // What got no answer goes out as it was; the server keeps one of both.
    if (!asked.current) {
      const sent = await arrive((number) => setSending(say(w.sendingPhoto, { number, count: photos.length })));
      if ("problem" in sent) return fail(sent.problem, false);
      asked.current = command("inspections.recordFinding", {
        id: newId(),
        inspectionId,
        kind: draft.kind,
        severity: draft.severity,
        note: draft.note,
        place: spot ?? null,
        seenAt: draft.seenAt,
        fileIds: sent.fileIds,
      });
      keep({ sent: asked.current });
    }
    setSending(w.saving);
    const answer = await send<{ id: string; code: string }>(asked.current);
    if ("problem" in answer) return fail(answer.problem, true);
    asked.current = undefined;
    dropDraft(inspectionId);
    setSending(undefined);
    setArrived({ ...answer.data, at: Date.now() });
    setStep(draft.severity === "minor" ? "done" : "ask");
  }

  function fail(code: string, recorded: boolean) {
    setSending(undefined);
    setProblem(code);
    if (code !== "busy") {
      asked.current = undefined;
      keep({ sent: undefined });
    }
    setStep(recorded && code === "busy" ? "unsent" : "photo");
  }

  const startAnother = () => {
    clear();
    setDraft(fresh());
    setArrived(undefined);
    setProblem(undefined);
    setStep("what");
  };

  const kindWord = draft.kind ? words.kind[draft.kind] : "";
  const severityWord = draft.severity ? words.severity[draft.severity] : "";
  const sentFiles = (draft.sent?.body as { fileIds?: string[] } | undefined)?.fileIds?.length ?? 0;
  const photoCount = photos.length || sentFiles;
  const facts = [
    { term: w.finding, value: kindWord },
    { term: w.level, value: severityWord },
    { term: w.photos, value: photoCount ? say(w.photosCount, { count: photoCount }) : w.none },
    { term: w.place, value: spot ? `±${Math.round(spot.accuracy)} m` : w.none },
  ];
  const toVisit = `/field/${inspectionId}`;
  const shared = { words, draft, place: spot, noPlace, seekAgain };

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
      {step === "what" && (
        <WhatStep
          {...shared}
          project={project}
          kinds={kinds}
          backHref={toVisit}
          onChoose={(kind) => {
            keep({ kind, ...(draft.kind ? {} : { seenAt: new Date().toISOString() }) });
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
          sending={sending}
          problem={problem && (words.problems[problem] ?? words.problems.unexpected)}
          onChange={setStep}
          onShoot={shoot}
          onNote={(note) => keep({ note })}
          onSave={save}
        />
      )}
      {step === "unsent" && (
        <>
          <FieldHead over={project} title={w.unsent} />
          <main className="fstack">
            <WhereMark state={sending ? "sending" : "phone"}>{sending ?? w.unsentPhone}</WhereMark>
            <FieldFacts items={facts} />
            <div className="fnote fnote--you" role="alert">
              <Icon name="warn" className="fi" />
              <span>{w.unsentNote}</span>
            </div>
          </main>
          <BottomBar label={w.unsent}>
            <button type="button" className={fieldButton.main} disabled={Boolean(sending)} onClick={save}>
              {sending ?? w.sendAgain}
            </button>
          </BottomBar>
        </>
      )}
      {step === "ask" && arrived && (
        <ActionStep
          key={arrived.dueOn ?? ""}
          finding={arrived}
          severity={draft.severity}
          unit={unit}
          today={today}
          words={words}
          onAsked={(dueOn) => {
            setArrived({ ...arrived, dueOn });
            setStep("done");
          }}
          onLater={() => setStep("done")}
        />
      )}
      {step === "done" && arrived && (
        <>
          <main className="fstack">
            <div className="fdone" role="status">
              <Icon name="check" className="fi" />
              <h1>{w.arrived}</h1>
              <p>{say(w.arrivedNote, { time: clock(arrived.at), code: arrived.code })}</p>
            </div>
            <FieldFacts
              items={[
                ...facts,
                ...(arrived.dueOn
                  ? [{ term: w.action, value: `${w.due} ${arrived.dueOn.split("-").reverse().join("/")}` }]
                  : []),
              ]}
            />
            {draft.severity === "serious" && (
              <div className="fnote">
                <Icon name="flag" className="fi" />
                <span>{w.held}</span>
              </div>
            )}
            <div className="fdown fstack">
              {draft.severity !== "minor" && (
                <button type="button" className={fieldButton.small} onClick={() => setStep("ask")}>
                  {arrived.dueOn ? w.more : w.ask}
                </button>
              )}
              <button type="button" className={fieldButton.small} onClick={startAnother}>
                <Icon name="plus" className="fi" />
                {w.another}
              </button>
            </div>
          </main>
          <BottomBar label={w.toVisit}>
            <a className={fieldButton.main} href={toVisit}>
              {w.toVisit}
            </a>
          </BottomBar>
        </>
      )}
    </>
  );
}
