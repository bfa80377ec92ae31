/** What the page says about what is being typed. One form speaks at a time: the one that was typed in last. */
export type Said = { state: "kept"; at: number } | { state: "failed" } | undefined;

let said: Said;
let speaker: string | undefined;
const listeners = new Set<() => void>();

export function say(key: string, next: Said) {
  // A form that falls silent does not silence another.
  if (!next && speaker !== key) return;
  said = next;
  speaker = next ? key : undefined;
  for (const listen of listeners) listen();
}

export const nowSaid = () => said;
export const whoSays = () => speaker;
export function onSaid(listen: () => void) {
  listeners.add(listen);
  return () => void listeners.delete(listen);
}
