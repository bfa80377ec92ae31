import { untold } from "@/app/text/problem-values";
import { formats, text } from "@/app/text/server";
import { readable } from "@/app/ui/field-error";
import { Icon } from "@/app/ui/icons";
import type { FieldProblem } from "@/server/problem";
import type { Action } from "@/server/projects/kinds/kind";

type Say = (key: string, values: Record<string, string>) => string;

/** The sentences of what is in the way; a field that is only missing is named by the part it is in. */
export async function problemSentences(problems: readonly FieldProblem[]): Promise<string[]> {
  const [t, common, words, f] = [await text("problems"), await text("common"), await text("projects"), await formats()];
  const said = problems.map(({ path, code, values = {} }) => {
    if (t.has(code as "invalid")) return (t as unknown as Say)(code, { ...untold, ...readable(values, f) });
    const key = `error.${code}`;
    if (!common.has(key as "error.required")) return t("invalid");
    const field = path.split(".").at(-1);
    const name = [`section.${field}`, `housing.${field}`].find((each) => words.has(each as "section.quantities"));
    const sentence = (common as unknown as Say)(key, readable(values, f));
    return name ? `${words(name as "section.quantities")}: ${sentence}.` : `${sentence}.`;
  });
  return [...new Set(said)];
}

/** In place of a form whose command a rule would refuse: the rule's own sentences. */
export async function Blocked({ action, problems }: { action: Action; problems: FieldProblem[] }) {
  const t = await text("projects");
  const sentences = await problemSentences(problems);
  return (
    <section className="sheet">
      <div className="hd">
        <h2>{t(`deed.${action as "start"}`)}</h2>
      </div>
      <div className="bd">
        <p className="late">
          <Icon name="warn" /> {t("progress.blocked")}
        </p>
        <ul>
          {sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </div>
    </section>
  );
}
