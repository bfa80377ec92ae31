import { personHere } from "@/app/ui/typed/person";

/** Why a call was turned away at the door: the session has ended, or somebody else is signed in. */
export type Why = "ended" | "other";
export type Outcome = "in" | "later";
type Door = (why: Why) => Promise<Outcome>;

let door: Door | undefined;
let asked: Promise<Outcome> | undefined;

/** The page's door (app/(sign-in)/sign-in/again.tsx) waits here to be asked. */
export function standBy(next: Door): () => void {
  door = next;
  return () => {
    if (door === next) door = undefined;
  };
}

const whys: Record<string, Why> = { not_signed_in: "ended", other_person: "other" };

/** Asks the person to sign in again; one question, however many calls were turned away. True when they did. */
export async function letInAgain(code: string | undefined): Promise<boolean> {
  const why = code === undefined ? undefined : whys[code];
  if (!why || !door) return false;
  asked ??= door(why).finally(() => {
    asked = undefined;
  });
  return (await asked) === "in";
}

type Told = { code?: string; error?: { data?: { problem?: { code?: string } } } };

async function refusalOf(answer: Response): Promise<string | undefined> {
  if (answer.status !== 401 && answer.status !== 409) return undefined;
  const told = (await answer
    .clone()
    .json()
    .catch(() => undefined)) as Told | undefined;
  return told?.error?.data?.problem?.code ?? told?.code;
}

/**
 * As fetch, but says for whom the page was drawn, and sends again what was turned away at the door, as
 * it was: the same operation id, so one effect.
 */
export async function steadyFetch(address: string | URL | Request, init: RequestInit = {}): Promise<Response> {
  const [headers, person] = [new Headers(init.headers), personHere()];
  if (person) headers.set("x-terrace-person", person);
  for (;;) {
    const answer = await fetch(address, { ...init, headers });
    if (!(await letInAgain(await refusalOf(answer)))) return answer;
  }
}
