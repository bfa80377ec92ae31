"use client";

import type { Typed } from "@/app/ui/typed/typed";
import { Back } from "../../back";
import { say } from "../../phone";
import type { PhoneWords } from "../../words";
import type { Draft } from "./draft";

type Props = {
  words: PhoneWords;
  project: string;
  offered: Typed;
  photoCount: number;
  backHref: string;
  onTake: (shoot: boolean) => void;
  onDrop: () => void;
};

/** What was being recorded when the page was closed; only a photo that the camera took along has to be taken again. */
export function BackStep({ words, project, offered, photoCount, backHref, onTake, onDrop }: Props) {
  const { app, kind, severity } = words;
  const draft = offered.values as Partial<Draft>;
  const isOut = Boolean(draft.arrived || offered.carried.sent);
  const missing = !isOut && draft.severity && photoCount === 0 ? app.again.photo : undefined;
  const lines = [
    draft.arrived && `${app.arrived}: ${draft.arrived.code}`,
    draft.kind && kind[draft.kind],
    draft.severity && severity[draft.severity],
    draft.place && `${app.place} ±${Math.round(draft.place.accuracy)} m`,
    photoCount > 0 && say(app.photosCount, { count: photoCount }),
    draft.note && `${app.note}: ${draft.note}`,
    draft.arrived && draft.action?.text && `${app.actionText}: ${draft.action.text}`,
  ];
  const goOn = { label: app.again.go, onTap: () => onTake(false) };
  const shoot = { label: app.again.shoot, icon: "camera" as const, onTap: () => onTake(true) };
  return (
    <Back
      words={app}
      over={project}
      at={offered.at}
      kept={lines.filter((line): line is string => Boolean(line))}
      missing={missing}
      go={missing ? shoot : goOn}
      also={missing ? goOn : undefined}
      backHref={backHref}
      onDrop={onDrop}
    />
  );
}
