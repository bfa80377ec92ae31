"use client";

import { useFormats, useText } from "@/app/text/client";
import { Icon } from "../icons";
import { useSaid, useSaidOf } from "./use-said";
import { useWhere } from "./where";

/** In the header of every page: whether what is being typed is kept. Read out by the line beside the form's button. */
export function KeptMark() {
  const [t, f, said] = [useText("typed"), useFormats(), useSaid()];
  if (!said) return null;
  return (
    <span className={said.state === "kept" ? "save" : "save bad"}>
      <Icon name={said.state === "kept" ? "check" : "warn"} />
      <span className="w">
        {said.state === "kept" ? t("keptShort", { time: f.time(new Date(said.at)) }) : t("failedShort")}
      </span>
    </span>
  );
}

/** At the foot of a form: the same in full. */
export function KeptLine({ keptAs }: { keptAs: { current: string | undefined } }) {
  const [t, f, said, where] = [useText("typed"), useFormats(), useSaidOf(keptAs), useWhere()];
  if (!said) return null;
  if (said.state === "failed") {
    return (
      <span className="bad" role="alert">
        <Icon name="warn" /> {t("failed", { where })}
      </span>
    );
  }
  return (
    <span className="cap keptline">
      <Icon name="check" /> {t("kept", { where, time: f.time(new Date(said.at)) })}
    </span>
  );
}
