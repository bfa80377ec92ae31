"use client";

import { useRouter } from "next/navigation";
import { Fragment, useCallback, useRef, useState } from "react";
import { useFieldArray, useFormContext, useWatch } from "react-hook-form";
import type { z } from "zod";
import { useFormats, useLocale, useText } from "@/app/text/client";
import { newId, trpc, useCommand } from "@/app/trpc/client";
import { ComboField, type Option, SearchBox } from "@/app/ui/combobox";
import { Field, Form, Submit, useFieldControl, useKnown, useListMessage } from "@/app/ui/form";
import { Icon } from "@/app/ui/icons";
import { parseMoney } from "@/app/ui/parse";
import { type TransferKind, transferKinds } from "@/db/schema/budget-lists";
import type { ReceiverRow, TransferSource, transferSources } from "@/server/budgets/decision-queries";
import { draftDecisionInput } from "@/server/budgets/inputs";
import { overdrawn } from "@/server/budgets/rules";

const shape = draftDecisionInput.omit({ id: true });
type Values = z.input<typeof shape>;
type Row = Values["transfers"][number];
type Choices = Awaited<ReturnType<typeof transferSources>>;

export type Kept = { id: string; version: number; values: Values; receivers: [string, Option][]; document: Option };

type Props = {
  year: number;
  choices: Choices;
  /** The decision as it was saved; without it a new one. */
  kept?: Kept;
};

const isAmount = (value: unknown): value is string => typeof value === "string" && /^[1-9]\d{0,15}$/.test(value);

const blank = (fromLineId: string | null = null, kind: TransferKind = "allocation"): Row => ({
  id: newId(),
  kind,
  fromLineId,
  toUnitId: null,
  toProjectId: null,
  lineId: "",
  sourceCode: "",
  capitalCode: "",
  amount: "",
});

/** A line's purpose travels with its money. */
const purposeOf = (source: TransferSource | undefined) => {
  const { lineId = "", sourceCode = "", capitalCode = "" } = source ?? {};
  return { lineId, sourceCode, capitalCode };
};

/** Draws up a decision: what is typed is kept until it is saved, and no row takes more than its line has. */
export function DecisionForm({ year, choices, kept }: Props) {
  const [t, router] = [useText("budgets"), useRouter()];
  const id = useRef(kept?.id ?? newId());
  const draft = useCommand((client) => client.budgets.draftDecision);
  const edit = useCommand((client) => client.budgets.editDecision);
  const saving = kept ? edit : draft;
  const save = async (values: z.output<typeof shape>) => {
    const saved = kept
      ? await edit.run({ id: id.current, version: kept.version, ...values })
      : await draft.run({ id: id.current, ...values });
    if (!saved) return;
    router.push(`/budgets/decisions/${id.current}`);
    router.refresh();
  };
  const searchDocuments = useCallback(async (q: string, signal: AbortSignal): Promise<Option[]> => {
    const found = await trpc.documents.search.query({ q }, { signal });
    return found.map((paper) => ({ id: paper.id, label: paper.number, note: paper.summary }));
  }, []);
  const [receivers] = useState(() => new Map(kept?.receivers));
  const defaults: Values = kept?.values ?? {
    title: "",
    year,
    documentId: "",
    transfers: [choices.sources.length ? blank() : blank(null, "appropriation")],
  };
  return (
    <Form
      keep="decision"
      version={kept?.version}
      carry={{ id, operation: saving.operation }}
      schema={shape}
      defaultValues={defaults}
      problem={saving.problem}
      onSubmit={save}
      className=""
    >
      <section className="sheet">
        <div className="hd">
          <h2>{t("form.content")}</h2>
          <span className="cap">{t("decision.year", { year: String(year) })}</span>
        </div>
        <div className="bd form max-w-[672px]">
          <Field name="title" width="full" label={t("form.title")} hint={t("form.titleHint")} />
          <ComboField
            name="documentId"
            label={t("form.document")}
            hint={t("form.documentHint")}
            search={searchDocuments}
            initial={kept?.document}
          />
        </div>
      </section>
      <Transfers year={year} choices={choices} receivers={receivers} />
      <section className="dock -mx-3 min-[720px]:-mx-4" aria-label={t("form.dock")}>
        <Submit pending={saving.pending}>{t("form.save")}</Submit>
        <OverCount choices={choices} />
        <span className="sp only-l" />
        <span className="cap only-l">
          {t("form.saved")} {t("form.keys")}
        </span>
      </section>
    </Form>
  );
}

const leftOf = (choices: Choices) => (lineId: string) => {
  const source = choices.sources.find(({ id }) => id === lineId);
  return source && BigInt(source.left);
};

/** What each row takes too much, as it is typed. */
function useOver(choices: Choices) {
  const rows = (useWatch({ name: "transfers" }) ?? []) as Row[];
  const over = overdrawn(
    rows.map(({ fromLineId = null, amount }) => ({ fromLineId, amount: isAmount(amount) ? amount : "0" })),
    leftOf(choices),
  );
  return { rows, over };
}

function OverCount({ choices }: { choices: Choices }) {
  const [t, f] = [useText("budgets"), useFormats()];
  const { rows, over } = useOver(choices);
  if (over.size) {
    return (
      <span className="bad">
        <Icon name="warn" /> {t("form.overCount", { count: over.size })}
      </span>
    );
  }
  const sum = rows.reduce((total, { amount }) => total + (isAmount(amount) ? BigInt(amount) : 0n), 0n);
  return <span className="cap">{t("form.sum", { amount: f.money(sum) })}</span>;
}

type TransfersProps = { year: number; choices: Choices; receivers: Map<string, Option> };

function Transfers({ year, choices, receivers }: TransfersProps) {
  const [t, f] = [useText("budgets"), useFormats()];
  const { id, message } = useListMessage("transfers", t("form.transfers"));
  const { setValue, formState } = useFormContext();
  const { fields, append, remove } = useFieldArray({ name: "transfers", keyName: "rowKey" });
  const { rows, over } = useOver(choices);
  const adder = useRef<HTMLButtonElement>(null);
  const add = (after?: Row) => {
    const source = choices.sources.find((each) => each.id === after?.fromLineId);
    append({ ...blank(source?.id, after?.kind), ...purposeOf(source) });
  };
  const columns = [t("decision.kind"), t("decision.from"), t("decision.to"), t("decision.amount")];
  return (
    <section className="sheet">
      <div className="hd">
        <h2>{t("form.transfers")}</h2>
        <span className="cap">{t("decision.amount")}</span>
      </div>
      {choices.sources.length === 0 && <p className="bd muted">{t("form.noSources", { year: String(year) })}</p>}
      <Limits rows={rows} choices={choices} />
      {message && (
        <p className="msg bd" id={`${id}-error`}>
          <Icon name="warn" /> {message}
        </p>
      )}
      <div className="scroll">
        <table className="stack">
          <caption className="vh">{t("form.transfers")}</caption>
          <thead>
            <tr>
              {columns.map((head, at) => (
                <th key={head} scope="col" className={["w-44", "", "w-80", "n w-52"][at]}>
                  {head}
                </th>
              ))}
              <th scope="col" className="w-10">
                <span className="vh">{t("form.remove", { row: "" })}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {fields.map((field, at) => {
              const row = rows[at] ?? (field as unknown as Row);
              const refused = over.get(at);
              const label = (what: string) => t("form.row", { what, row: at + 1 });
              const put = (change: Partial<Row>) => {
                for (const [name, value] of Object.entries(change)) {
                  const options = { shouldDirty: true, shouldValidate: formState.isSubmitted };
                  setValue(`transfers.${at}.${name}`, value, options);
                }
              };
              return (
                <Fragment key={field.rowKey}>
                  <tr>
                    <td data-l={columns[0]} className="rowcell">
                      <select
                        aria-label={label(t("decision.kind"))}
                        value={row.kind}
                        onChange={(event) =>
                          put({ ...blank(), id: row.id, amount: row.amount, kind: event.target.value as TransferKind })
                        }
                      >
                        {transferKinds.map((kind) => (
                          <option key={kind} value={kind}>
                            {t(`decision.kinds.${kind}`)}
                          </option>
                        ))}
                      </select>
                    </td>
                    <td data-l={columns[1]} className="rowcell">
                      {row.kind === "appropriation" ? (
                        <PurposeCell at={at} choices={choices} label={label} />
                      ) : (
                        <SourceCell at={at} row={row} choices={choices} label={label(t("decision.from"))} put={put} />
                      )}
                    </td>
                    <td data-l={columns[2]} className="rowcell">
                      {row.kind === "cancellation" ? (
                        <span className="muted">{t("decision.gone")}</span>
                      ) : (
                        <ReceiverCell
                          at={at}
                          row={row}
                          source={choices.sources.find(({ id: each }) => each === row.fromLineId)}
                          choices={choices}
                          receivers={receivers}
                          label={label(t("decision.to"))}
                          put={put}
                        />
                      )}
                    </td>
                    <td data-l={columns[3]} className="rowcell n">
                      <AmountCell
                        at={at}
                        label={label(t("decision.amount"))}
                        refused={refused !== undefined}
                        onEnter={() => add(row)}
                      />
                    </td>
                    <td className="c">
                      <button
                        type="button"
                        className="btn lite"
                        aria-label={t("form.remove", { row: at + 1 })}
                        onClick={() => {
                          remove(at);
                          adder.current?.focus();
                        }}
                      >
                        <Icon name="cross" /> <span className="only-s">{t("form.remove", { row: at + 1 })}</span>
                      </button>
                    </td>
                  </tr>
                  {refused && (
                    <tr className="say refused">
                      <td colSpan={5} className="main" id={`over-${at}`}>
                        <div className="in">
                          <span>
                            <b className="bad">{t("form.refused", { amount: f.money(row.amount) })}</b>{" "}
                            {t("form.over", { over: f.money(refused.over), most: f.money(refused.most) })}
                          </span>
                          {refused.most !== "0" && (
                            <button type="button" className="btn" onClick={() => put({ amount: refused.most })}>
                              {t("form.put", { most: f.money(refused.most) })}
                            </button>
                          )}
                        </div>
                      </td>
                    </tr>
                  )}
                </Fragment>
              );
            })}
          </tbody>
        </table>
      </div>
      <div className="pager" id={id} tabIndex={-1}>
        <button ref={adder} type="button" className="btn" onClick={() => add(rows.at(-1))}>
          <Icon name="plus" /> {t("form.add")}
        </button>
      </div>
    </section>
  );
}

/** What every line that gives has, what this decision takes, and what remains of it. */
function Limits({ rows, choices }: { rows: Row[]; choices: Choices }) {
  const [t, f] = [useText("budgets"), useFormats()];
  const given = [...new Set(rows.map(({ fromLineId }) => fromLineId))].flatMap((lineId) => {
    const source = choices.sources.find(({ id }) => id === lineId);
    if (!source) return [];
    const taken = rows
      .filter((row) => row.fromLineId === lineId && isAmount(row.amount))
      .reduce((sum, { amount }) => sum + BigInt(amount), 0n);
    return [{ source, taken, remains: BigInt(source.left) - taken }];
  });
  const name = useSourceName();
  if (!given.length) return null;
  return (
    <div className="scroll">
      <table className="stack tight" aria-live="polite">
        <caption className="vh">{t("form.limits")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("form.limits")}</th>
            <th scope="col" className="n">
              {t("form.limit")}
            </th>
            <th scope="col" className="n">
              {t("form.thisTime")}
            </th>
            <th scope="col" className="n">
              {t("form.remains")}
            </th>
          </tr>
        </thead>
        <tbody>
          {given.map(({ source, taken, remains }) => (
            <tr key={source.id}>
              <th scope="row" className="main">
                {name(source)}
              </th>
              <td className="n" data-l={t("form.limit")}>
                {f.money(source.left)}
              </td>
              <td className="n" data-l={t("form.thisTime")}>
                {f.money(taken)}
              </td>
              <td className={remains < 0n ? "n bad" : "n"} data-l={t("form.remains")}>
                <b>{f.money(remains)}</b>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function useSourceName() {
  const locale = useLocale();
  return ({ holder, lineCode, sourceName, capitalName }: TransferSource) =>
    `${lineCode} · ${holder} · ${sourceName[locale]} · ${capitalName[locale]}`;
}

function CellMessage({ id, message }: { id: string; message: string | undefined }) {
  if (!message) return null;
  return (
    <span className="bad small block whitespace-normal" id={`${id}-error`}>
      {message}
    </span>
  );
}

type CellProps = { at: number; row: Row; label: string; choices: Choices; put: (change: Partial<Row>) => void };

function SourceCell({ at, row, label, choices, put }: CellProps) {
  const [t, f, name] = [useText("budgets"), useFormats(), useSourceName()];
  const from = useFieldControl({ name: `transfers.${at}.fromLineId`, label });
  // The purpose comes with the line, so what is wrong with it is said here.
  const purpose = useFieldControl({ name: `transfers.${at}.lineId`, label });
  const fund = useFieldControl({ name: `transfers.${at}.sourceCode`, label });
  const capital = useFieldControl({ name: `transfers.${at}.capitalCode`, label });
  const { control, message } = [from, purpose, fund, capital].find((each) => each.message) ?? from;
  return (
    <>
      <select
        id={control.id}
        ref={from.control.ref}
        aria-label={label}
        aria-invalid={message ? true : undefined}
        aria-describedby={message ? `${control.id}-error` : undefined}
        className="w-full"
        value={row.fromLineId ?? ""}
        onChange={(event) => {
          const source = choices.sources.find(({ id }) => id === event.target.value);
          put({ fromLineId: source?.id ?? null, toUnitId: null, toProjectId: null, ...purposeOf(source) });
        }}
      >
        <option value="">{t("form.chooseFrom")}</option>
        {choices.sources.map((source) => (
          <option key={source.id} value={source.id}>
            {name(source)} ({t("form.leftOf", { amount: f.money(source.left) })})
          </option>
        ))}
      </select>
      <CellMessage id={control.id} message={message} />
    </>
  );
}

/** Money from outside says itself what it is for. */
function PurposeCell({ at, choices, label }: { at: number; choices: Choices; label: (what: string) => string }) {
  const [t, locale] = [useText("budgets"), useLocale()];
  const lines = choices.lines.map(({ id, code, name }) => ({ value: id, label: `${code} ${name[locale]}` }));
  const named = (list: Choices["funds"]) => list.map(({ code, name }) => ({ value: code, label: name[locale] }));
  return (
    <span className="grid gap-1">
      <PickCell name={`transfers.${at}.lineId`} label={label(t("form.line"))} first={t("form.line")} options={lines} />
      <PickCell
        name={`transfers.${at}.sourceCode`}
        label={label(t("form.source"))}
        first={t("form.source")}
        options={named(choices.funds)}
      />
      <PickCell
        name={`transfers.${at}.capitalCode`}
        label={label(t("form.capital"))}
        first={t("form.capital")}
        options={named(choices.capitals)}
      />
    </span>
  );
}

type PickProps = { name: string; label: string; first: string; options: { value: string; label: string }[] };

function PickCell({ name, label, first, options }: PickProps) {
  const { control, message } = useFieldControl({ name, label });
  return (
    <>
      <select
        id={control.id}
        ref={control.ref}
        aria-label={label}
        aria-invalid={control["aria-invalid"]}
        aria-describedby={control["aria-describedby"]}
        className="w-full"
        value={String(control.value ?? "")}
        onChange={(event) => control.set(event.target.value)}
        onBlur={control.blur}
      >
        <option value="">{first}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <CellMessage id={control.id} message={message} />
    </>
  );
}

type ReceiverProps = CellProps & {
  source: TransferSource | undefined;
  /** Of the decision as it was saved, by id. */
  receivers: Map<string, Option>;
};

function ReceiverCell({ at, row, source, label, choices, receivers, put }: ReceiverProps) {
  const [t, known] = [useText("budgets"), useKnown<Option>()];
  const unit = useFieldControl({ name: `transfers.${at}.toUnitId`, label });
  const project = useFieldControl({ name: `transfers.${at}.toProjectId`, label });
  const found = useRef(new Map<string, ReceiverRow>());
  // What moves aside stays below the line that gave it; what goes down stays below its own.
  const within = row.kind === "adjustment" ? source?.parentId : source?.id;
  const outside = row.kind === "appropriation";
  const search = useCallback(
    async (q: string, signal: AbortSignal): Promise<Option[]> => {
      const rows = await trpc.budgets.receivers.query({ q, ...(within && { fromLineId: within }) }, { signal });
      const shown = rows.filter(({ kind }) => !outside || kind === "unit");
      for (const each of shown) found.current.set(each.id, each);
      return shown.map(({ id, name, note }) => ({ id, label: name, note }));
    },
    [within, outside],
  );
  const receiverId = row.toProjectId ?? row.toUnitId ?? "";
  const value = known.find(receiverId) ?? receivers.get(receiverId) ?? null;
  const purpose = (receiver: ReceiverRow): Partial<Row> => {
    if (!source) return {};
    // A project's own programme line, where the money is of the same programme.
    const programme = (lineId: string | null) => choices.lines.find(({ id }) => id === lineId)?.programmeId;
    const own =
      receiver.lineId && programme(receiver.lineId) === programme(source.lineId) ? receiver.lineId : source.lineId;
    const back = row.kind === "adjustment" && receiver.id === (source.parent?.projectId ?? source.parent?.unitId);
    return { lineId: back && source.parent ? source.parent.lineId : own };
  };
  const pick = (option: Option | null) => {
    const receiver = option && found.current.get(option.id);
    if (!receiver) return put({ toUnitId: null, toProjectId: null });
    known.learn(option.id, option);
    const to =
      receiver.kind === "unit"
        ? { toUnitId: receiver.id, toProjectId: null }
        : { toUnitId: null, toProjectId: receiver.id };
    return put({ ...to, ...purpose(receiver) });
  };
  const giveBack = () => {
    const parent = source?.parent;
    if (!parent) return;
    const id = parent.projectId ?? parent.unitId;
    known.learn(id, { id, label: parent.holder });
    put({ toUnitId: parent.projectId ? null : parent.unitId, toProjectId: parent.projectId, lineId: parent.lineId });
  };
  const message = unit.message ?? project.message;
  return (
    <>
      <label htmlFor={unit.control.id} className="vh">
        {label}
      </label>
      <SearchBox
        id={unit.control.id}
        value={value}
        search={search}
        placeholder={t("form.receiver")}
        inputRef={unit.control.ref}
        aria-invalid={message ? true : undefined}
        aria-describedby={message ? `${unit.control.id}-error` : undefined}
        onChange={pick}
      />
      {row.kind === "adjustment" && source?.parent && !value && (
        <button type="button" className="btn lite" onClick={giveBack}>
          {t("form.giveBack", { holder: source.parent.holder })}
        </button>
      )}
      <CellMessage id={unit.control.id} message={message} />
    </>
  );
}

type AmountProps = { at: number; label: string; refused: boolean; onEnter: () => void };

/** Groups when it is left; Enter asks for another row. */
function AmountCell({ at, label, refused, onEnter }: AmountProps) {
  const [f, locale] = [useFormats(), useLocale()];
  const { control, message } = useFieldControl({ name: `transfers.${at}.amount`, label });
  const [typed, setTyped] = useState<string | undefined>();
  const value = String(control.value ?? "");
  const described = [refused ? `over-${at}` : "", message ? `${control.id}-error` : ""].filter(Boolean).join(" ");
  return (
    <>
      <input
        id={control.id}
        ref={control.ref}
        aria-label={label}
        aria-invalid={refused || message ? true : undefined}
        aria-describedby={described || undefined}
        className="w12 text-right"
        inputMode="numeric"
        autoComplete="off"
        value={typed ?? (isAmount(value) ? f.money(value) : value)}
        onChange={(event) => {
          setTyped(event.target.value);
          control.set(parseMoney(event.target.value, locale) ?? event.target.value.trim());
        }}
        onBlur={() => {
          setTyped(undefined);
          control.blur();
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          onEnter();
        }}
      />
      {!refused && <CellMessage id={control.id} message={message} />}
    </>
  );
}
