"use client";

import { Icon } from "@/app/ui/icons";
import type { Said } from "@/app/ui/typed/said";
import { clock, say } from "./phone";
import type { PhoneWords } from "./words";

/** Said only after the phone has really kept it; and when it could not. */
export const keptWords = (said: Said, words: PhoneWords["app"]): string | undefined =>
  said && (said.state === "kept" ? say(words.kept, { time: clock(said.at) }) : words.notKept);

/** Under a text that is being typed: whether the phone keeps it. */
export function Kept({ said, words }: { said: Said; words: PhoneWords["app"] }) {
  if (!said) return null;
  return (
    <p className="fitem__p flex items-center gap-2">
      <Icon name={said.state === "kept" ? "phone" : "warn"} className="fi" /> <span>{keptWords(said, words)}</span>
    </p>
  );
}
