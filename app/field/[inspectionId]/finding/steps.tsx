"use client";

import { BottomBar, FieldHead, fieldButton, SeverityBars, StepLine, Tile, Tiles } from "@/app/ui/fieldmode";
import { Icon } from "@/app/ui/icons";
import type { Said } from "@/app/ui/typed/said";
import type { Severity } from "@/db/schema/inspection-lists";
import type { FindingKind } from "@/server/findings/rules";
import { keptWords } from "../../kept";
import { clock, say } from "../../phone";
import type { PhoneWords } from "../../words";
import type { Draft } from "./draft";
import type { Photo } from "./use-photos";
import { isEnough, type NoPlace, type Place } from "./use-place";

type Shared = {
  words: PhoneWords;
  draft: Draft;
  kept: Said;
  place: Place | undefined;
  noPlace: NoPlace | undefined;
  seekAgain: () => void;
};

const severities = ["minor", "corrective", "serious"] as const satisfies readonly Severity[];

/** Where the search for the place stands, beside the way back. */
function PlaceLine({ words: { app }, place, noPlace }: Shared) {
  const metres = place && Math.round(place.accuracy);
  const [title, note] = place
    ? [isEnough(place) ? app.found : app.seeking, say(isEnough(place) ? app.foundNote : app.near, { metres: metres! })]
    : noPlace
      ? [app.noPlace, app[noPlace]]
      : [app.seeking, app.seekingNote];
  return (
    <p className={place && isEnough(place) ? "gps gps--ok" : "gps"} role="status">
      <Icon name="place" className="fi" />
      <span>
        {title}
        <small>{note}</small>
      </span>
    </p>
  );
}

function Progress({ step, words, kept }: Shared & { step: 1 | 2 | 3 }) {
  return <StepLine step={step} steps={3} label={say(words.app.step, { step })} kept={keptWords(kept, words.app)} />;
}

type WhatProps = Shared & {
  project: string;
  kinds: readonly FindingKind[];
  backHref: string;
  onChoose: (kind: FindingKind) => void;
};

export function WhatStep(props: WhatProps) {
  const { words, project, kinds, backHref, onChoose } = props;
  return (
    <>
      <FieldHead step={<Progress {...props} step={1} />} title={words.app.what} />
      <main>
        <p className="fitem__p">{project}</p>
        <Tiles low>
          {kinds.map((kind) => (
            <Tile key={kind} title={words.kind[kind]} onClick={() => onChoose(kind)} />
          ))}
        </Tiles>
      </main>
      <BottomBar label={words.app.back}>
        <a className={fieldButton.side} href={backHref}>
          {words.app.back}
        </a>
        <PlaceLine {...props} />
      </BottomBar>
    </>
  );
}

type HowProps = Shared & { onBack: () => void; onChoose: (severity: Severity) => void };

export function HowStep(props: HowProps) {
  const { words, draft, onBack, onChoose } = props;
  return (
    <>
      <FieldHead step={<Progress {...props} step={2} />} title={words.app.how} />
      <main>
        <Tiles across={1}>
          <Tile title={draft.kind ? words.kind[draft.kind] : ""} note={words.app.change} onClick={onBack} />
        </Tiles>
        <p className="fdown fitem__p">
          <Icon name="camera" className="fi" /> {words.app.camera}
        </p>
        <Tiles across={1}>
          {severities.map((severity) => (
            <Tile
              key={severity}
              tall
              before={<SeverityBars severity={severity} />}
              title={words.severity[severity]}
              note={words.severityWhat[severity]}
              icon="camera"
              onClick={() => onChoose(severity)}
            />
          ))}
        </Tiles>
      </main>
      <BottomBar label={words.app.back}>
        <button type="button" className={fieldButton.side} onClick={onBack}>
          {words.app.back}
        </button>
        <PlaceLine {...props} />
      </BottomBar>
    </>
  );
}

type PhotoProps = Shared & {
  photos: Photo[];
  preparing: boolean;
  sending: string | undefined;
  problem: string | undefined;
  onChange: (step: "what" | "how") => void;
  onShoot: (instead?: string) => void;
  onNote: (note: string) => void;
  onSave: () => void;
};

function Shots({ words: { app }, photos, preparing, onShoot }: PhotoProps) {
  const last = photos.at(-1);
  if (!last) {
    return (
      <button type="button" className={fieldButton.main} disabled={preparing} onClick={() => onShoot()}>
        <Icon name="camera" className="fi" />
        {preparing ? app.preparing : app.shoot}
      </button>
    );
  }
  const size = `${Math.max(1, Math.round(last.bytes / 1000))} KB`;
  return (
    <div className="shot">
      <figure>
        {/* biome-ignore lint/performance/noImgElement: it is on this phone, there is nothing to optimise */}
        <img src={last.url} alt={say(app.photoAlt, { number: photos.length })} />
        <figcaption>{say(app.photo, { number: photos.length, time: clock(last.takenAt), size })}</figcaption>
      </figure>
      <div className="shot__b">
        <button type="button" className={fieldButton.plain} disabled={preparing} onClick={() => onShoot()}>
          <Icon name="camera" className="fi" />
          {preparing ? app.preparing : app.shootMore}
        </button>
        <button type="button" className={fieldButton.plain} disabled={preparing} onClick={() => onShoot(last.key)}>
          {app.shootAgain}
        </button>
      </div>
    </div>
  );
}

function PlaceCard({ words: { app, locale }, place, noPlace, seekAgain }: Shared) {
  const said = (value: number) => (locale === "en" ? value.toFixed(5) : value.toFixed(5).replace(".", ","));
  return (
    <div className="fcard fplace" role="status">
      <Icon name="place" className="fi" />
      {place ? (
        <span>
          {say(app.foundAs, { metres: Math.round(place.accuracy) })}
          <small>
            {said(place.latitude)} · {said(place.longitude)}
          </small>
        </span>
      ) : (
        <span>
          {noPlace ? app.noPlace : app.seeking}
          <small>{noPlace ? app[noPlace] : app.seekingNote}</small>
        </span>
      )}
      {(noPlace || (place && !isEnough(place))) && noPlace !== "unsupported" && (
        <button type="button" className={fieldButton.side} onClick={seekAgain}>
          {app.seekAgain}
        </button>
      )}
    </div>
  );
}

export function PhotoStep(props: PhotoProps) {
  const { words, draft, photos, preparing, sending, problem, onChange, onNote, onSave } = props;
  const { app } = words;
  return (
    <>
      <header className="fhead">
        <Progress {...props} step={3} />
        <h1 className="vh">{app.photoTitle}</h1>
      </header>
      <main className="fstack">
        <Tiles>
          <Tile title={draft.kind ? words.kind[draft.kind] : ""} note={app.change} onClick={() => onChange("what")} />
          <Tile
            before={draft.severity && <SeverityBars severity={draft.severity} small />}
            title={draft.severity ? words.severity[draft.severity] : ""}
            note={app.change}
            onClick={() => onChange("how")}
          />
        </Tiles>
        {problem && (
          <div className="fnote fnote--you" role="alert">
            <Icon name="warn" className="fi" />
            <span>
              <b>{app.refused}.</b> {problem}
            </span>
          </div>
        )}
        {photos.length === 0 && !preparing && <p className="fitem__p">{app.photoMissing}</p>}
        <Shots {...props} />
        <PlaceCard {...props} />
        <label className="f">
          {app.note} <small>{app.optional}</small>
          <textarea
            rows={2}
            maxLength={4000}
            placeholder={app.noteHint}
            value={draft.note}
            readOnly={Boolean(sending)}
            onChange={(event) => onNote(event.target.value)}
          />
        </label>
      </main>
      <BottomBar label={app.save}>
        <button type="button" className={fieldButton.side} disabled={Boolean(sending)} onClick={() => onChange("how")}>
          {app.back}
        </button>
        <button
          type="button"
          className={photos.length ? fieldButton.main : fieldButton.plain}
          disabled={Boolean(sending) || preparing}
          onClick={onSave}
        >
          {sending ?? app.save}
        </button>
      </BottomBar>
    </>
  );
}
