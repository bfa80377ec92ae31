import { account } from "./account";
import { audit } from "./audit";
import { budgets } from "./budgets";
import { common } from "./common";
import { dashboard } from "./dashboard";
import { documents } from "./documents";
import { field } from "./field";
import { guard } from "./guard";
import { households } from "./households";
import { indicators } from "./indicators";
import { inspections } from "./inspections";
import type { Locale } from "./locale";
import { people } from "./people";
import { problems } from "./problems";
import { programmes } from "./programmes";
import { projects } from "./projects";
import { requests } from "./requests";
import { search } from "./search";
import { session } from "./session";
import { typed } from "./typed";
import { units } from "./units";

export { asLocale, defaultLocale, type Locale, locales, type Same } from "./locale";

/** Every noun's words. A new noun adds one line here. */
export const nouns = {
  account,
  search,
  people,
  programmes,
  indicators,
  audit,
  budgets,
  common,
  dashboard,
  documents,
  field,
  guard,
  households,
  inspections,
  problems,
  projects,
  requests,
  session,
  typed,
  units,
};

export type Noun = keyof typeof nouns;
/** The words of one noun, as the Vietnamese says them: the other languages have the same keys. */
export type Words<N extends Noun> = (typeof nouns)[N]["vi"];

const said = new Map<string, string>();

/**
 * The words that a page hands to its client forms, only of the nouns they name, as JSON: one string costs a page a
 * hundredth of what its thousand keys would.
 */
export function messages(locale: Locale, names: readonly Noun[]): string {
  const key = [locale, ...names].join();
  const made = said.get(key) ?? JSON.stringify(Object.fromEntries(names.map((name) => [name, nouns[name][locale]])));
  said.set(key, made);
  return made;
}
