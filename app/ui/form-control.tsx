"use client";

import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { useController, useFormState } from "react-hook-form";
import { useFormats, useText } from "@/app/text/client";
import { untold } from "@/app/text/problem-values";
import { type Problem, readable, sayable, unpackError } from "./field-error";
import { Icon } from "./icons";
import { patternOf } from "./typed/typed";

export type Around = {
  id: string;
  setLabel: (name: string, label: string) => void;
  /** What must not stay in a browser, by pattern, with what an emptied field holds. */
  secrets: Map<string, unknown>;
  known: Map<string, unknown>;
  /** Under which the form's typing is kept. */
  keptAs: { current: string | undefined };
};
export const FormContext = createContext<Around | null>(null);

export function useAround(what: string): Around {
  const around = useContext(FormContext);
  if (!around) throw new Error(`The field "${what}" stands outside a Form.`);
  return around;
}

/**
 * What a form knows of the ids in it, such as the name of a household that was picked. It is kept with
 * what was typed, and there again when that is brought back.
 */
export function useKnown<T>(): { find: (id: unknown) => T | undefined; learn: (id: string, about: T) => void } {
  const { known } = useAround("known");
  return useMemo(
    () => ({ find: (id) => known.get(String(id)) as T | undefined, learn: (id, about) => void known.set(id, about) }),
    [known],
  );
}

export const fieldId = (form: string, name: string) => `${form}-${name.replaceAll(".", "-")}`;

type Say = (key: string, values: Record<string, string>) => string;

/** The message under a packed error, in the reader's language. */
export function useErrorText(): (packed: string | undefined) => string | undefined {
  const [t, f, problemText] = [useText("common"), useFormats(), useProblemText()];
  return (packed) => {
    if (!packed) return undefined;
    const { code, values } = unpackError(packed);
    const key = `error.${sayable(code, values)}`;
    // The server may also put one of its problems at a field.
    return t.has(key as "error.required")
      ? (t as unknown as Say)(key, readable(values, f))
      : problemText({ code, values });
  };
}

/** The sentence of a problem. What it was not told it leaves out. */
export function useProblemText(): (problem: Problem) => string {
  const [t, f] = [useText("problems"), useFormats()];
  return (problem) => {
    const key = t.has(problem.code as "unexpected") ? problem.code : "unexpected";
    return (t as unknown as Say)(key, { ...untold, ...readable(problem.values ?? {}, f) });
  };
}

export type FieldProps = {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  /** Marks the label; what is required is not marked. */
  optional?: boolean;
  /** An error from elsewhere; the form's own comes by itself. */
  error?: string | undefined;
  disabled?: boolean;
  /** Never kept in the browser: identity numbers, passwords. */
  secret?: boolean;
};

export type Control = {
  id: string;
  name: string;
  value: unknown;
  /** What an emptied field holds: null where it began as null. */
  empty: null | undefined;
  set: (value: unknown) => void;
  blur: () => void;
  ref: (element: HTMLElement | null) => void;
  disabled: boolean | undefined;
  "aria-invalid": boolean | undefined;
  "aria-describedby": string | undefined;
};

/** Joins a field to the form around it: for fields of your own. */
export function useFieldControl({ name, label, hint, error, disabled, secret }: FieldProps) {
  const form = useAround(name);
  const { field, fieldState } = useController({ name });
  const errorText = useErrorText();
  const id = fieldId(form.id, name);
  const message = error ?? errorText(fieldState.error?.message);
  const { setLabel, secrets } = form;
  const [initial] = useState<unknown>(field.value);
  useEffect(() => {
    if (secret) secrets.set(patternOf(name), initial === null ? null : undefined);
  }, [name, secret, secrets, initial]);
  useEffect(() => {
    if (typeof label === "string") setLabel(name, label);
  }, [name, label, setLabel]);
  const described = [hint ? `${id}-hint` : "", message ? `${id}-error` : ""].filter(Boolean).join(" ");
  const control: Control = {
    id,
    name,
    value: field.value,
    empty: initial === null ? null : undefined,
    set: field.onChange,
    blur: field.onBlur,
    ref: field.ref,
    disabled: disabled ?? field.disabled,
    "aria-invalid": message ? true : undefined,
    "aria-describedby": described || undefined,
  };
  return { control, message };
}

/** The id and the message of a list of rows: what is wrong with the list itself, not with a field of one row. */
export function useListMessage(name: string, label: string) {
  const form = useAround(name);
  const { errors } = useFormState();
  const errorText = useErrorText();
  const { setLabel } = form;
  useEffect(() => {
    setLabel(name, label);
    setLabel(`${name}.root`, label);
  }, [name, label, setLabel]);
  type Node = { [key: string]: Node } & { message?: unknown };
  const found = name.split(".").reduce<Node | undefined>((at, key) => at?.[key], errors as unknown as Node);
  const said = found?.root?.message ?? found?.message;
  return { id: fieldId(form.id, name), message: errorText(typeof said === "string" ? said : undefined) };
}

export function FieldMessage({ id, message }: { id: string; message: string | undefined }) {
  if (!message) return null;
  return (
    <p className="msg" id={`${id}-error`}>
      <Icon name="warn" /> {message}
    </p>
  );
}

type FrameProps = FieldProps & {
  id: string;
  message: string | undefined;
  group?: boolean;
  children: ReactNode;
  after?: ReactNode;
};

/** Label above, hint under it, the error before the control, help after it. */
export function FieldFrame({ id, label, hint, optional, message, group, children, after }: FrameProps) {
  const t = useText("common");
  const title = (
    <>
      {label} {optional && <span className="opt">{t("field.optional")}</span>}
    </>
  );
  const body = (
    <>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <FieldMessage id={id} message={message} />
      {children}
      {after}
    </>
  );
  const look = message ? "field err" : "field";
  if (group) {
    return (
      <fieldset className={look}>
        <legend>{title}</legend>
        {body}
      </fieldset>
    );
  }
  return (
    <div className={look}>
      <label htmlFor={id}>{title}</label>
      {body}
    </div>
  );
}
