"use client";

import { toNestErrors } from "@hookform/resolvers";
import {
  type ReactNode,
  type SubmitEvent,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import {
  type DefaultValues,
  type FieldErrors,
  type FieldValues,
  FormProvider,
  type Path,
  type Resolver,
  type UseFormReturn,
  useForm,
} from "react-hook-form";
import type { z } from "zod";
import { useText } from "@/app/text/client";
import { codeOf, type Problem, packError } from "./field-error";
import { type Around, FormContext, fieldId, useErrorText, useProblemText } from "./form-control";
import { catchUp } from "./typed/catch-up";
import { Recover } from "./typed/recover";
import { isOvertaken, putBack, type Typed, type Values } from "./typed/typed";
import { type Carried, useTyped } from "./typed/use-typed";

export type { Problem } from "./field-error";
export {
  type Control,
  FieldFrame,
  FieldMessage,
  type FieldProps,
  fieldId,
  useErrorText,
  useFieldControl,
  useKnown,
  useListMessage,
  useProblemText,
} from "./form-control";
export * from "./form-fields";

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

export type FormProps<In extends FieldValues, Out> = {
  /** Messages of the schema are codes of common.error, e.g. z.string().min(1, "required"). */
  schema: z.ZodType<Out, In>;
  defaultValues: DefaultValues<In>;
  onSubmit: (values: Out, form: UseFormReturn<In, unknown, Out>) => unknown;
  /** What the command answered; everything typed stays. */
  problem?: Problem | undefined;
  children: ReactNode | ((form: UseFormReturn<In, unknown, Out>) => ReactNode);
  className?: string;
  /**
   * The form's name on its page: what is typed is kept in the browser under it until it is sent.
   * False where nothing may stay there, such as passwords.
   */
  keep: string | false;
  /** Of the record, where the values do not say it themselves. */
  version?: number | undefined;
  /** Ids that must come back with what was typed, so that sending it again finds what the first sending made. */
  carry?: Carried;
  /** For pages that are nothing but this form: whoever came to type may type. */
  focusFirst?: boolean;
  /** What Ctrl and Enter do, from any field: a second way of sending. */
  onCtrlEnter?: () => void;
};

export function Form<In extends FieldValues, Out = In>(props: FormProps<In, Out>) {
  const {
    schema,
    defaultValues,
    onSubmit,
    problem,
    children,
    className = "form",
    keep,
    carry,
    focusFirst,
    onCtrlEnter,
  } = props;
  const id = useId();
  const resolver = useMemo(() => resolverOf(schema), [schema]);
  const form = useForm<In, unknown, Out>({
    resolver,
    defaultValues,
    shouldFocusError: false,
    reValidateMode: "onChange",
  });
  const summary = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLFormElement>(null);
  const labels = useRef(new Map<string, string>());
  const [asked, setAsked] = useState(0);
  const context = useMemo<Around>(
    () => ({
      id,
      setLabel: (name, label) => void labels.current.set(name, label),
      secrets: new Map(),
      known: new Map(),
      keptAs: { current: undefined },
    }),
    [id],
  );

  // Sent when the sending has ended and nothing was refused. The page may be left in the same moment.
  const sending = useRef<"no" | "begun" | "ended">("no");
  const refused = useRef(problem);
  refused.current = problem;
  const whenSent = useRef(() => {});
  // Before the keeping ends with the page: an effect goes in the order it came.
  useEffect(
    () => () => {
      if (sending.current === "ended" && !refused.current) whenSent.current();
    },
    [],
  );

  const began = defaultValues as Values;
  const version = props.version ?? (typeof began.version === "number" ? began.version : undefined);
  const { offered, answered, typed, write, forget } = useTyped({
    name: keep,
    keptAs: context.keptAs,
    began: form.formState.defaultValues as Values,
    version,
    values: form.getValues,
    secrets: context.secrets,
    known: context.known,
    carried: carry,
  });
  useEffect(() => form.subscribe({ formState: { values: true }, callback: typed }), [form, typed]);

  const [brought, setBrought] = useState(0);
  function bringBack(kept: Typed) {
    for (const [key, about] of kept.known) context.known.set(key, about);
    for (const [name, value] of Object.entries(kept.carried)) {
      const holder = carry?.[name];
      if (holder) holder.current = value;
    }
    form.reset(putBack(kept, form.getValues(), version) as In, { keepDefaultValues: true });
    answered();
    setBrought((count) => count + 1);
  }
  // Once it can be typed in again.
  useEffect(() => {
    if (brought) focusField(box.current);
  }, [brought]);

  // The server's words for a field go where the field is.
  useEffect(() => {
    if (!problem) return;
    for (const field of problem.fields ?? []) {
      form.setError(field.path as Path<In>, { type: "server", message: packError(field.code, field.values) });
    }
    setAsked((count) => count + 1);
  }, [problem, form]);
  // They were about a value: another one has not been judged yet.
  useEffect(
    () =>
      form.subscribe({
        formState: { values: true },
        callback: ({ name }) => {
          const judged = name && form.getFieldState(name as Path<In>).error;
          if (judged && judged.type === "server") form.clearErrors(name as Path<In>);
        },
      }),
    [form],
  );

  useEffect(() => {
    if (asked) summary.current?.focus();
  }, [asked]);

  whenSent.current = forget;
  const [endings, setEndings] = useState(0);
  useEffect(() => {
    if (endings && sending.current === "ended" && !refused.current) forget();
    if (sending.current === "ended") sending.current = "no";
  }, [endings, forget]);

  const [fromServer] = useState(useIsHydrating());
  useEffect(() => {
    if (fromServer) catchUp(box.current);
  }, [fromServer]);
  useEffect(() => {
    if (focusFirst && !document.activeElement?.matches("input, select, textarea")) focusField(box.current);
  }, [focusFirst]);

  const send = (event: SubmitEvent<HTMLFormElement>) => {
    event.stopPropagation();
    if (sending.current === "begun") return event.preventDefault();
    void form.handleSubmit(
      async (values) => {
        sending.current = "begun";
        try {
          const done = onSubmit(values, form);
          // With the ids that the sending has just made.
          void write();
          await done;
        } finally {
          sending.current = "ended";
          setEndings((count) => count + 1);
        }
      },
      () => setAsked((count) => count + 1),
    )(event);
  };
  return (
    <FormProvider {...(form as unknown as UseFormReturn<FieldValues>)}>
      <FormContext value={context}>
        <form
          className={className}
          noValidate
          autoComplete="off"
          onSubmit={send}
          onKeyDown={(event) => {
            if (!onCtrlEnter || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            onCtrlEnter();
            event.currentTarget.requestSubmit();
          }}
          ref={box}
        >
          {offered && (
            <Recover
              typed={offered}
              overtaken={isOvertaken(offered, version)}
              onTake={() => bringBack(offered)}
              onDrop={forget}
            />
          )}
          <Summary ref={summary} id={id} errors={form.formState.errors} problem={problem} labels={labels.current} />
          <div className="contents" inert={offered !== undefined}>
            {typeof children === "function" ? children(form) : children}
          </div>
        </form>
      </FormContext>
    </FormProvider>
  );
}

const never = () => () => {};
/** True while the first drawing takes over what the server has sent, and not when a page is drawn here. */
const useIsHydrating = () =>
  useSyncExternalStore(
    never,
    () => false,
    () => true,
  );

const focusField = (form: HTMLFormElement | null) =>
  form?.querySelector<HTMLElement>("input:not([type=hidden], [tabindex='-1']), select, textarea")?.focus();

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
  const aboutFields = problem?.fields?.length;
  if (!list.length && (!problem || aboutFields)) return <div ref={ref} tabIndex={-1} />;
  const onlyFields = list.length > 0 && (!problem || aboutFields);
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
