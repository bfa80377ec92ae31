"use client";

import { useFormState, useWatch } from "react-hook-form";
import type { z } from "zod";
import { useText } from "@/app/text/client";
import { Icon } from "@/app/ui/icons";
import type { FormSection, SectionName } from "./kinds";

const at = (tree: unknown, path: string) =>
  path.split(".").reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], tree);

/** How many messages hang below a node of the errors. */
function count(node: unknown): number {
  if (!node || typeof node !== "object") return 0;
  if (typeof (node as { message?: unknown }).message === "string") return 1;
  return Object.entries(node).reduce((sum, [key, value]) => (key === "ref" ? sum : sum + count(value)), 0);
}

const isEmpty = (value: unknown) =>
  value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);

/** The parts of the form and how far each is; a tap leads there. */
export function Tasks(props: {
  sections: FormSection[];
  shape: z.ZodType;
  warning: SectionName | undefined;
  /** How many papers are attached already. */
  papersHere: number;
}) {
  const t = useText("projects");
  const { errors } = useFormState();
  const values = useWatch();
  const issues = props.shape.safeParse(values).error?.issues.map(({ path }) => path.join(".")) ?? [];
  const state = ({ name, fields, filled = [], lists = [] }: FormSection) => {
    const wrong = fields.reduce((sum, field) => sum + count(at(errors, field)), 0);
    if (wrong) return <span className="bad">{t("edit.errors", { count: wrong })}</span>;
    if (props.warning === name) {
      return (
        <span className="late">
          <Icon name="warn" /> {t("edit.warning")}
        </span>
      );
    }
    const open =
      issues.some((issue) => fields.some((field) => issue === field || issue.startsWith(`${field}.`))) ||
      filled.some((field) => isEmpty(at(values, field)));
    if (open) return <span className="cap">{t("edit.todo")}</span>;
    const nothing = lists.length > 0 && lists.every((list) => isEmpty(at(values, list)));
    if (nothing && !(name === "papers" && props.papersHere)) return <span className="cap">{t("edit.none")}</span>;
    return (
      <span className="good">
        <Icon name="check" /> {t("edit.done")}
      </span>
    );
  };
  return (
    <section className="sheet">
      <div className="hd">
        <h2>{t("edit.sections")}</h2>
      </div>
      <div className="bd">
        <ul className="tasks">
          {props.sections.map((section) => (
            <li key={section.name}>
              <a href={`#${section.name}`}>{t(`section.${section.name}`)}</a>
              {state(section)}
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
