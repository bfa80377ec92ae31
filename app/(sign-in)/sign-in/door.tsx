"use client";

import { SignInForm } from "./sign-in-form";
import type { SignInWords } from "./words";

export const Door = ({ words }: { words: SignInWords }) => (
  <SignInForm words={words} onDone={() => location.assign("/")} />
);
