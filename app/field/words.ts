import { nouns } from "@/app/text";
import { untold } from "@/app/text/problem-values";
import { currentLocale, text } from "@/app/text/server";
import type { ProblemCode } from "@/server/problem";

/** What a phone may be told. The sentences travel ready made, so that no grammar has to. */
const sayable = [
  "invalid",
  "not_signed_in",
  "password_must_change",
  "not_allowed",
  "not_found",
  "operation_reused",
  "busy",
  "unexpected",
  "unknown_file",
  "file_too_large",
  "file_empty",
  "file_kind_refused",
  "file_is_broken",
  "inspection_over",
  "visit_not_started",
  "finding_closed",
  "corrective_action_needed",
] as const satisfies readonly ProblemCode[];

/** The words of the field screens for code that runs on the phone. */
export async function wordsForPhone() {
  const locale = await currentLocale();
  const t = await text("problems");
  const { app, kind, severity, severityWhat } = nouns.field[locale];
  const problems: Record<string, string> = Object.fromEntries(
    sayable.map((code) => [code, (t as unknown as (key: string, values: object) => string)(code, untold)]),
  );
  return { locale, app, kind, severity, severityWhat, problems };
}

export type PhoneWords = Awaited<ReturnType<typeof wordsForPhone>>;
