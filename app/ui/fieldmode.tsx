import type { ReactNode } from "react";
import type { Severity } from "@/db/schema/inspection-lists";
import { Icon, type IconName } from "./icons";

// Plain pieces for the inspector's phone: no zod, no widgets, words by props, native elements only.

const FieldIcon = ({ name }: { name: IconName }) => <Icon name={name} className="fi" />;

export function FieldPage({ contrast, children }: { contrast?: boolean; children: ReactNode }) {
  return (
    <div className="fieldmode" data-contrast={contrast ? "high" : undefined}>
      {children}
    </div>
  );
}

export function FieldHead({ over, title, step }: { over?: ReactNode; title: ReactNode; step?: ReactNode }) {
  return (
    <header className="fhead">
      {step}
      {over && <p>{over}</p>}
      <h1>{title}</h1>
    </header>
  );
}

/** "Bước 2/3" with its bars, and at the right what is already on disk. */
export function StepLine(props: { step: number; steps: number; label: ReactNode; kept?: ReactNode }) {
  return (
    <p className="fstep">
      {Array.from({ length: props.steps }, (_, index) => (
        <i key={index} className={index < props.step ? "on" : undefined} />
      ))}
      <span>{props.label}</span>
      {props.kept && (
        <b>
          <FieldIcon name="phone" />
          {props.kept}
        </b>
      )}
    </p>
  );
}

const levels: Record<Severity, number> = { minor: 1, corrective: 2, serious: 3 };

/** One bar for light, three for serious: read without colour. */
export function SeverityBars({ severity, small }: { severity: Severity; small?: boolean }) {
  return (
    <span className={small ? "lvl lvl--s" : "lvl"} aria-hidden="true">
      {[1, 2, 3].map((bar) => (
        <i key={bar} className={bar <= levels[severity] ? "on" : undefined} />
      ))}
    </span>
  );
}

type TileProps = {
  title: ReactNode;
  note?: ReactNode;
  before?: ReactNode;
  icon?: IconName;
  tall?: boolean;
} & (
  | { href: string }
  | { onClick: () => void }
  | { name: string; value: string; checked?: boolean; onPick?: () => void }
);

/** The whole box is the target: a link, a button, or one choice of a group. */
export function Tile(props: TileProps) {
  const inside = (
    <>
      {props.before}
      <span>
        {props.title}
        {props.note && <small>{props.note}</small>}
      </span>
      {props.icon && <FieldIcon name={props.icon} />}
    </>
  );
  const look = props.tall ? "ftile sevtile" : "ftile";
  if ("href" in props) {
    return (
      <a className={look} href={props.href}>
        {inside}
      </a>
    );
  }
  if ("onClick" in props) {
    return (
      <button type="button" className={look} onClick={props.onClick}>
        {inside}
      </button>
    );
  }
  return (
    <label className={look}>
      <input
        type="radio"
        name={props.name}
        value={props.value}
        defaultChecked={props.checked}
        onChange={props.onPick}
      />
      {inside}
    </label>
  );
}

export function Tiles({ across = 2, low, children }: { across?: 1 | 2 | 3; low?: boolean; children: ReactNode }) {
  const look = { 1: "ftiles ftiles--1", 2: "ftiles", 3: "ftiles ftiles--3" }[across];
  return <div className={low ? `${look} fdown` : look}>{children}</div>;
}

/** Fixed within thumb reach: a way back and one filled button. */
export function BottomBar({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav className="fbar" aria-label={label}>
      {children}
    </nav>
  );
}

/** The class names of field buttons, for links and buttons alike. */
export const fieldButton = {
  main: "fbtn fbtn--main",
  plain: "fbtn",
  small: "fbtn fbtn--s",
  side: "fbtn fbtn--side",
  drop: "fbtn fbtn--drop",
};

export type Where = "phone" | "sending" | "server" | "you";
const whereIcon: Record<Where, IconName> = { phone: "phone", sending: "send", server: "check", you: "warn" };

/** On this phone, on its way, arrived, or waiting for a person: always icon and words. */
export function WhereMark({ state, children }: { state: Where; children: ReactNode }) {
  return (
    <span className={`where where--${state}`}>
      <FieldIcon name={whereIcon[state]} />
      {children}
    </span>
  );
}

export function FieldFacts({ items }: { items: { term: ReactNode; value: ReactNode }[] }) {
  return (
    <dl className="ffacts fcard">
      {items.map((item, index) => [<dt key={`t${index}`}>{item.term}</dt>, <dd key={`d${index}`}>{item.value}</dd>])}
    </dl>
  );
}
