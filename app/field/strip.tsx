"use client";

import { useSyncExternalStore } from "react";
import { Icon } from "@/app/ui/icons";
import type { PhoneWords } from "./words";

const listen = (changed: () => void) => {
  window.addEventListener("online", changed);
  window.addEventListener("offline", changed);
  return () => {
    window.removeEventListener("online", changed);
    window.removeEventListener("offline", changed);
  };
};

export const useOnline = () =>
  useSyncExternalStore(
    listen,
    () => navigator.onLine,
    () => true,
  );

/** Where the data are, on every screen: a draft on this phone, all else on the server. */
export function Strip({ words }: { words: PhoneWords["app"] }) {
  const online = useOnline();
  return (
    <div className={online ? "fstrip fstrip--online" : "fstrip"} role="status">
      <Icon name={online ? "send" : "offline"} className="fi" />
      <span>
        <b>{online ? words.online : words.offline}</b>
        <br />
        {online ? words.onlineNote : words.offlineNote}
      </span>
    </div>
  );
}
