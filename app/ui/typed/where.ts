"use client";

import { useSyncExternalStore } from "react";

const coarse = () => matchMedia("(pointer: coarse)");

function listen(change: () => void) {
  const query = coarse();
  query.addEventListener("change", change);
  return () => query.removeEventListener("change", change);
}

/** What people call the thing in front of them. */
export const useWhere = (): "phone" | "computer" =>
  useSyncExternalStore(
    listen,
    () => (coarse().matches ? "phone" : "computer"),
    () => "computer",
  );
