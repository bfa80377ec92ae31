"use client";

import { useCallback, useEffect, useState } from "react";

export type Place = { latitude: number; longitude: number; accuracy: number };
export type NoPlace = "denied" | "unavailable" | "timeout" | "unsupported";
export type Seeking = { place?: Place | undefined; problem?: NoPlace | undefined };

/** Good enough to stop looking, in metres. */
const enough = 20;
const reasons: Record<number, NoPlace> = { 1: "denied", 2: "unavailable", 3: "timeout" };

/** Looks for the place from the moment the form opens, and keeps the best that the device has said. */
export function usePlace(began?: Place | undefined): Seeking & { again: () => void } {
  const [found, setFound] = useState<Seeking>({ place: began });
  const [round, setRound] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round looks again
  useEffect(() => {
    if (!("geolocation" in navigator)) return setFound((now) => ({ ...now, problem: "unsupported" }));
    const watch = navigator.geolocation.watchPosition(
      ({ coords: { latitude, longitude, accuracy } }) => {
        setFound(({ place }) => ({
          place: place && place.accuracy <= accuracy ? place : { latitude, longitude, accuracy },
        }));
        if (accuracy <= enough) navigator.geolocation.clearWatch(watch);
      },
      ({ code }) => setFound((now) => ({ ...now, problem: reasons[code] ?? "unavailable" })),
      { enableHighAccuracy: true, timeout: 20_000, maximumAge: 30_000 },
    );
    return () => navigator.geolocation.clearWatch(watch);
  }, [round]);

  return { ...found, again: useCallback(() => setRound((now) => now + 1), []) };
}

export const isEnough = (place: Place) => place.accuracy <= enough;
