/** Time is injected, so that rules and tests agree on what "today" is. */
export type Clock = { now: () => Date };

export const systemClock: Clock = { now: () => new Date() };

export const timeZone = process.env.TIME_ZONE ?? "Asia/Ho_Chi_Minh";

// Made once: making it costs more than most of what asks for the day.
const day = new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" });

/** The day it is where the deployment is, yyyy-mm-dd. */
export const today = (clock: Clock = systemClock): string => day.format(clock.now());
