"use client";

import { useCallback, useRef } from "react";
import { useText } from "@/app/text/client";
import { trpc } from "@/app/trpc/client";
import { CellMessage } from "@/app/ui/cells";
import { type Option, SearchBox } from "@/app/ui/combobox";
import { useFieldControl, useKnown } from "@/app/ui/form";
import type { ReceiverRow, TransferSource } from "@/server/budgets/decision-queries";
import { lineAtReceiver } from "@/server/budgets/rules";
import type { CellProps } from "./transfer";

type ReceiverProps = CellProps & {
  source: TransferSource | undefined;
  projectsOnly: boolean;
  /** Of the decision as it was saved, by id. */
  receivers: Map<string, Option>;
};

export function ReceiverCell({ at, row, source, projectsOnly, label, choices, receivers, put }: ReceiverProps) {
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
      const shown = rows.filter(({ kind }) => (outside ? kind === "unit" : !projectsOnly || kind === "project"));
      for (const each of shown) found.current.set(each.id, each);
      return shown.map(({ id, name, note }) => ({ id, label: name, note }));
    },
    [within, outside, projectsOnly],
  );
  const receiverId = row.toProjectId ?? row.toUnitId ?? "";
  const value = known.find(receiverId) ?? receivers.get(receiverId) ?? null;
  const programmeOf = (lineId: string) => choices.lines.find(({ id }) => id === lineId)?.programmeId;
  const pick = (option: Option | null) => {
    const receiver = option && found.current.get(option.id);
    if (!receiver) return put({ toUnitId: null, toProjectId: null });
    known.learn(option.id, option);
    const to =
      receiver.kind === "unit"
        ? { toUnitId: receiver.id, toProjectId: null }
        : { toUnitId: null, toProjectId: receiver.id };
    return put({ ...to, ...(source && { lineId: lineAtReceiver(row.kind, source, receiver, programmeOf) }) });
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
        placeholder={t(projectsOnly ? "form.project" : "form.receiver")}
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
