"use client";

import { type ReactNode, useState } from "react";
import { useText } from "@/app/text/client";
import { FieldFrame, FieldMessage, type FieldProps, useAround, useFieldControl } from "./form-control";
import { Icon } from "./icons";
import { KeptLine } from "./typed/mark";

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
  const { control, message } = useFieldControl(props.as === "password" ? { ...props, secret: true } : props);
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
type SubmitProps = { children: ReactNode; pending?: boolean; disabled?: boolean; danger?: boolean };

export function Submit({ children, pending, disabled, danger }: SubmitProps) {
  const t = useText("common");
  return (
    <>
      <button
        type="submit"
        className={danger ? "btn danger" : "btn primary"}
        disabled={pending || disabled}
        aria-busy={pending}
      >
        {pending ? t("form.sending") : children}
      </button>
      <KeptHere />
    </>
  );
}

/** Whether what is typed in this form is kept; stands beside the button that sends. */
export function KeptHere() {
  return <KeptLine keptAs={useAround("kept").keptAs} />;
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
