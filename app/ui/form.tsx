"use client";

import { toNestErrors } from "@hookform/resolvers";
import {
  createContext,
  type ReactNode,
  type SubmitEvent,
  useContext,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from "react";
import {
  type DefaultValues,
  type FieldErrors,
  type FieldValues,
  FormProvider,
  type Path,
  type Resolver,
  type UseFormReturn,
  useController,
  useForm,
  useFormState,
} from "react-hook-form";
import type { z } from "zod";
import { useFormats, useText } from "@/app/text/client";
import { untold } from "@/app/text/problem-values";
import { codeOf, type Problem, packError, readable, sayable, unpackError } from "./field-error";
import { Icon } from "./icons";

export type { Problem } from "./field-error";

/** The schema as resolver: every error becomes a code with its values. */
function resolverOf<In extends FieldValues, Out>(schema: z.ZodType<Out, In>): Resolver<In, unknown, Out> {
  return async (values, _context, options) => {
    const result = await schema.safeParseAsync(values).catch(() => undefined);
    if (!result) return { values: {}, errors: { root: { type: "schema", message: "not_valid" } } as FieldErrors<In> };
    if (result.success) return { values: result.data, errors: {} };
    const flat: Record<string, { type: string; message: string }> = {};
    for (const issue of result.error.issues) {
      const path = issue.path.join(".");
      const input = issue.path.reduce<unknown>(
        (at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key],
        values,
      );
      flat[path] ??= { type: issue.code, message: codeOf(issue, input) };
    }
    return { values: {}, errors: toNestErrors(flat as FieldErrors, options as never) as FieldErrors<In> };
  };
}

type Labels = { id: string; setLabel: (name: string, label: string) => void };
const FormContext = createContext<Labels | null>(null);

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

export type FormProps<In extends FieldValues, Out> = {
  /** Messages of the schema are codes of common.error, e.g. z.string().min(1, "required"). */
  schema: z.ZodType<Out, In>;
  defaultValues: DefaultValues<In>;
  onSubmit: (values: Out, form: UseFormReturn<In, unknown, Out>) => unknown;
  /** What the command answered; everything typed stays. */
  problem?: Problem | undefined;
  children: ReactNode | ((form: UseFormReturn<In, unknown, Out>) => ReactNode);
  className?: string;
  /** Ask before the page is left with unsent work. */
  guardLeaving?: boolean;
};

export function Form<In extends FieldValues, Out = In>(props: FormProps<In, Out>) {
  const { schema, defaultValues, onSubmit, problem, children, className = "form", guardLeaving = true } = props;
  const id = useId();
  const resolver = useMemo(() => resolverOf(schema), [schema]);
  const form = useForm<In, unknown, Out>({
    resolver,
    defaultValues,
    shouldFocusError: false,
    reValidateMode: "onChange",
  });
  const summary = useRef<HTMLDivElement>(null);
  const labels = useRef(new Map<string, string>());
  const [asked, setAsked] = useState(0);
  const { isDirty, isSubmitSuccessful } = form.formState;

  // The server's words for a field go where the field is.
  useEffect(() => {
    if (!problem) return;
    for (const field of problem.fields ?? []) {
      form.setError(field.path as Path<In>, { type: "server", message: packError(field.code, field.values) });
    }
    setAsked((count) => count + 1);
  }, [problem, form]);

  useEffect(() => {
    if (asked) summary.current?.focus();
  }, [asked]);

  useEffect(() => {
    if (!guardLeaving || !isDirty || (isSubmitSuccessful && !problem)) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [guardLeaving, isDirty, isSubmitSuccessful, problem]);

  const context = useMemo<Labels>(
    () => ({ id, setLabel: (name, label) => void labels.current.set(name, label) }),
    [id],
  );
  const send = (event: SubmitEvent<HTMLFormElement>) => {
    event.stopPropagation();
    void form.handleSubmit(
      (values) => onSubmit(values, form),
      () => setAsked((count) => count + 1),
    )(event);
  };
  return (
    <FormProvider {...(form as unknown as UseFormReturn<FieldValues>)}>
      <FormContext value={context}>
        <form className={className} noValidate onSubmit={send}>
          <Summary ref={summary} id={id} errors={form.formState.errors} problem={problem} labels={labels.current} />
          {typeof children === "function" ? children(form) : children}
        </form>
      </FormContext>
    </FormProvider>
  );
}

function flatten(errors: object, path = ""): [string, string][] {
  return Object.entries(errors).flatMap(([key, value]) => {
    const here = path ? `${path}.${key}` : key;
    if (!value || typeof value !== "object" || key === "ref") return [];
    if (typeof (value as { message?: unknown }).message === "string" && "type" in value) {
      return [[here, (value as { message: string }).message] as [string, string]];
    }
    return flatten(value, here);
  });
}

type SummaryProps = {
  ref: React.Ref<HTMLDivElement>;
  id: string;
  errors: object;
  problem: Problem | undefined;
  labels: Map<string, string>;
};

function Summary({ ref, id, errors, problem, labels }: SummaryProps) {
  const [t, errorText, problemText] = [useText("common"), useErrorText(), useProblemText()];
  const order = [...labels.keys()];
  // In the order of the page, not of the schema.
  const sorted = flatten(errors).sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  const sentence = ([path, packed]: [string, string]) =>
    `${labels.has(path) ? `${labels.get(path)}: ` : ""}${errorText(packed)}`;
  // One cell may stand for several fields; what it says is said once.
  const list = sorted.filter((each, at) => sorted.findIndex((other) => sentence(other) === sentence(each)) === at);
  if (!list.length && !problem) return <div ref={ref} tabIndex={-1} />;
  const onlyFields = list.length > 0 && (!problem || problem.fields?.length);
  return (
    <div ref={ref} className="errsum" role="alert" tabIndex={-1}>
      <h2>{onlyFields ? t("field.summary", { count: list.length }) : t("field.refused")}</h2>
      {problem && !onlyFields && <p>{problemText(problem)}</p>}
      <ul>
        {list.map((each) => {
          const [path] = each;
          const target = fieldId(id, path.replace(/\.root$/, ""));
          const go = (event: React.MouseEvent) => {
            const field = document.getElementById(target);
            if (!field) return;
            event.preventDefault();
            field.focus();
            field.scrollIntoView({ block: "center" });
          };
          return (
            <li key={path}>
              <a href={`#${target}`} onClick={go}>
                {sentence(each)}
              </a>
            </li>
          );
        })}
      </ul>
      {problem && <p className="cap">{t("form.kept")}</p>}
      {problem?.reference && (
        <p className="cap">
          {t("form.reference")}: <span className="code">{problem.reference}</span>
        </p>
      )}
    </div>
  );
}

// ---------- fields ----------

export type FieldProps = {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  /** Marks the label; what is required is not marked. */
  optional?: boolean;
  /** An error from elsewhere; the form's own comes by itself. */
  error?: string | undefined;
  disabled?: boolean;
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
export function useFieldControl({ name, label, hint, error, disabled }: FieldProps) {
  const form = useContext(FormContext);
  if (!form) throw new Error(`The field "${name}" stands outside a Form.`);
  const { field, fieldState } = useController({ name });
  const errorText = useErrorText();
  const id = fieldId(form.id, name);
  const message = error ?? errorText(fieldState.error?.message);
  const { setLabel } = form;
  const [initial] = useState<unknown>(field.value);
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
  const form = useContext(FormContext);
  if (!form) throw new Error(`The list "${name}" stands outside a Form.`);
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

export type Choice = { value: string; label: ReactNode; disabled?: boolean };

type Kinds =
  | {
      as?: "text" | "tel" | "email" | "password";
      width?: "short" | "middle" | "full";
      unit?: ReactNode;
      placeholder?: string;
      autoComplete?: string;
      inputMode?: "numeric" | "text";
    }
  | { as: "textarea"; rows?: number; placeholder?: string }
  | {
      as: "select";
      options: { value: string; label: string }[];
      placeholder?: string;
      width?: "short" | "middle" | "full";
    }
  | { as: "segment"; options: Choice[] }
  | { as: "radios"; options: Choice[] }
  | { as: "check" }
  | { as: "checks"; options: Choice[] };

const widths = { short: "w8", middle: "w12", full: "w100" };

/** Text unless `as` says otherwise. Empty optional text is left out, as the server's schemas want it. */
export function Field(props: FieldProps & Kinds) {
  const t = useText("common");
  const { control, message } = useFieldControl(props);
  const { id, name, value, empty, set, blur, ref, disabled, ...aria } = control;
  const [began] = useState(value);
  // Empty text stays text, unless the field began as nothing and may stay nothing.
  const said = (text: string) =>
    set(text === "" && (began === null || (began === undefined && props.optional)) ? empty : text);
  const shared = { id, name, disabled, onBlur: blur, ref, ...aria };
  const frame = { ...props, id, message };
  if (props.as === "check") {
    return (
      <div className={message ? "field err" : "field"}>
        <FieldMessage id={id} message={message} />
        <label className="check" htmlFor={id}>
          <input type="checkbox" {...shared} checked={value === true} onChange={(event) => set(event.target.checked)} />
          <span>
            {props.label}
            {props.hint && (
              <span className="hint block" id={`${id}-hint`}>
                {props.hint}
              </span>
            )}
          </span>
        </label>
      </div>
    );
  }
  if (props.as === "segment" || props.as === "radios") {
    const choices = props.options.map((option, index) => (
      <label key={option.value} className={props.as === "radios" ? "check" : undefined}>
        <input
          type="radio"
          {...shared}
          id={index ? `${id}-${index}` : id}
          value={option.value}
          checked={value === option.value}
          disabled={disabled || option.disabled}
          onChange={() => set(option.value)}
        />
        <span>{option.label}</span>
      </label>
    ));
    return (
      <FieldFrame {...frame} group>
        {props.as === "segment" ? <span className="seg">{choices}</span> : choices}
      </FieldFrame>
    );
  }
  if (props.as === "checks") {
    const chosen = Array.isArray(value) ? (value as string[]) : [];
    return (
      <FieldFrame {...frame} group>
        <div className="inrow">
          {props.options.map((option, index) => (
            <label key={option.value} className="check">
              <input
                type="checkbox"
                {...shared}
                id={index ? `${id}-${index}` : id}
                checked={chosen.includes(option.value)}
                disabled={disabled || option.disabled}
                onChange={(event) =>
                  set(event.target.checked ? [...chosen, option.value] : chosen.filter((each) => each !== option.value))
                }
              />
              <span>{option.label}</span>
            </label>
          ))}
        </div>
      </FieldFrame>
    );
  }
  if (props.as === "textarea") {
    return (
      <FieldFrame {...frame}>
        <textarea
          {...shared}
          rows={props.rows ?? 3}
          placeholder={props.placeholder}
          value={(value as string | undefined) ?? ""}
          onChange={(event) => said(event.target.value)}
        />
      </FieldFrame>
    );
  }
  if (props.as === "select") {
    return (
      <FieldFrame {...frame}>
        <select
          {...shared}
          className={widths[props.width ?? "full"]}
          value={(value as string | undefined) ?? ""}
          onChange={(event) => set(event.target.value === "" ? empty : event.target.value)}
        >
          <option value="">{props.placeholder ?? t("field.chooseOne")}</option>
          {props.options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      </FieldFrame>
    );
  }
  const input = (
    <input
      type={props.as ?? "text"}
      {...shared}
      className={widths[props.width ?? "full"]}
      placeholder={props.placeholder}
      autoComplete={props.autoComplete ?? "off"}
      inputMode={props.inputMode}
      value={(value as string | undefined) ?? ""}
      onChange={(event) => said(event.target.value)}
    />
  );
  return (
    <FieldFrame {...frame}>
      {props.unit ? (
        <span className="withunit">
          {input} {props.unit}
        </span>
      ) : (
        input
      )}
    </FieldFrame>
  );
}

/** A heading between parts of a form. */
export function Section({ id, title, note }: { id?: string; title: ReactNode; note?: ReactNode }) {
  return (
    <div className="sect" id={id}>
      <h2>{title}</h2>
      {note && <span className="cap">{note}</span>}
    </div>
  );
}

/** The button that sends: verb and object ("Gửi duyệt 12 hồ sơ"). */
export function Submit({ children, pending, danger }: { children: ReactNode; pending?: boolean; danger?: boolean }) {
  const t = useText("common");
  return (
    <button type="submit" className={danger ? "btn danger" : "btn primary"} disabled={pending} aria-busy={pending}>
      {pending ? t("form.sending") : children}
    </button>
  );
}

/** What a rule has to say under the field that woke it: a warning with ways out, never a wall. */
export function Guard({
  title,
  items,
  ways,
}: {
  title: ReactNode;
  items?: { key: ReactNode; text: ReactNode }[];
  ways?: ReactNode;
}) {
  return (
    <div className="guard" role="status">
      <h3>
        <Icon name="warn" /> {title}
      </h3>
      {items && (
        <ol>
          {items.map((item, index) => (
            <li key={index}>
              <b>{item.key}</b>
              <span>{item.text}</span>
            </li>
          ))}
        </ol>
      )}
      {ways && <div className="ways">{ways}</div>}
    </div>
  );
}

/** What a rule worked out: "2 trong 3 phần không bền chắc; đủ điều kiện". */
export function Calc({ good = true, children }: { good?: boolean; children: ReactNode }) {
  return (
    <div className={good ? "calc" : "calc no"} role="status">
      <span>
        <Icon name={good ? "check" : "cross"} />
      </span>
      <span>{children}</span>
    </div>
  );
}
