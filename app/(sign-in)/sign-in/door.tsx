"use client";

import { handingOn } from "../way-back";
import { SignInForm } from "./sign-in-form";
import type { SignInWords } from "./words";

/** Home decides where to go on to, for whoever has come in. */
export const Door = ({ words, to }: { words: SignInWords; to: string | undefined }) => (
  <SignInForm words={words} onDone={() => location.assign(handingOn("/", to) + location.hash)} />
);
