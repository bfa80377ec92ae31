"use client";

import { useState } from "react";
import { useText } from "@/app/text/client";

// Without 0 O 1 l I: it is read out by phone.
const letters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/** Twenty letters in groups of five: 116 bits that nobody chose. */
export function newOneTimePassword(): string {
  const picked: string[] = [];
  while (picked.length < 20) {
    // Numbers beyond the last whole multiple would make some letters likelier.
    for (const byte of crypto.getRandomValues(new Uint8Array(32))) {
      if (byte < 256 - (256 % letters.length) && picked.length < 20) picked.push(letters[byte % letters.length]!);
    }
  }
  return picked.join("").replace(/(.{5})(?=.)/g, "$1-");
}

/** Shown once, on the screen of whoever made it; the server keeps only its hash. */
export function OneTimePassword({ title, password }: { title: string; password: string }) {
  const t = useText("people");
  const [copied, setCopied] = useState(false);
  return (
    <div className="flag ask" role="status">
      <h2>{title}</h2>
      <p>
        {t("oneTime")}: <b className="code">{password}</b>{" "}
        <button
          type="button"
          className="btn lite"
          onClick={() => void navigator.clipboard.writeText(password).then(() => setCopied(true))}
        >
          {t(copied ? "copied" : "copy")}
        </button>
      </p>
      <p>{t("oneTimeShown")}</p>
    </div>
  );
}
