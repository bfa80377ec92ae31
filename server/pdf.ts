import { inflateSync } from "node:zlib";

/** A paper as PDF: it is kept as it came, so what could run or start something in it is looked for. */

export type PdfProblem = "file_is_broken" | "file_is_not_what_it_says" | "file_runs_code";

const actions = /\/(JavaScript|Launch|RichMedia)\b/;
/** A browser that guesses looks so far for the first tag of a page. */
const guessed = 1024;
const mostObjects = 8 * 1024 * 1024;

/** A name may be written in numbers: /J#61vaScript. */
const named = (text: string) =>
  text.replace(/#([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** What compressed streams of objects say; a stream that is no such thing says nothing. */
function* objects(text: string, bytes: Buffer): Generator<string> {
  let budget = mostObjects * 4;
  for (const { index } of text.matchAll(/\/ObjStm\b/g)) {
    const said = text.indexOf("stream", index);
    if (said < 0 || said - index > 2000) continue;
    const from = said + (text[said + 6] === "\r" ? 8 : 7);
    try {
      const inside = inflateSync(bytes.subarray(from), { maxOutputLength: Math.min(mostObjects, budget) });
      budget -= inside.length;
      yield inside.toString("latin1");
    } catch {
      // Not deflated, or more than any honest list of objects: what is not understood is not opened by us either.
    }
    if (budget <= 0) return;
  }
}

/** Why a paper is not taken; undefined when it is. */
export function pdfProblem(bytes: Buffer): PdfProblem | undefined {
  const text = bytes.toString("latin1");
  const end = text.lastIndexOf("%%EOF");
  // It arrived whole, and nothing of another kind hangs behind it.
  if (end < 0 || /[^\s\p{Cc}]/u.test(text.slice(end + 5))) return "file_is_broken";
  if (/<(!doctype|html|head|script|body|svg|iframe|img|object)\b/i.test(text.slice(0, guessed)))
    return "file_is_not_what_it_says";
  if (actions.test(text)) return "file_runs_code";
  for (const [name] of text.matchAll(/\/[A-Za-z]{0,12}#[0-9A-Fa-f]{2}[A-Za-z0-9#]{0,40}/g))
    if (actions.test(named(name))) return "file_runs_code";
  for (const inside of objects(text, bytes)) if (actions.test(named(inside))) return "file_runs_code";
  return undefined;
}
