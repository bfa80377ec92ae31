"use client";

import { useWatch } from "react-hook-form";
import { DocumentField, type DocumentOption } from "@/app/(portal)/documents/document-picker";
import { useUnitSearch } from "@/app/(portal)/units/place-picker";
import { useFormats, useText } from "@/app/text/client";
import { newId } from "@/app/trpc/client";
import { DateCell, MoneyCell, SelectCell, TextCell } from "@/app/ui/cells";
import { ComboField, type Option } from "@/app/ui/combobox";
import { DateField } from "@/app/ui/date-field";
import { Field, FieldFrame, Section, useFieldControl } from "@/app/ui/form";
import { Rows } from "./rows";
import { SearchCell } from "./search-cell";

export type Choice = { value: string; label: string };

type GeneralProps = {
  /** Left out where the kind decides the unit, or where the person has only one. */
  unit?: Option | undefined;
  pickUnit: boolean;
  lines: (Choice & { from: string; to: string | null })[];
  /** Behind the document that the record already names. */
  decision?: DocumentOption | undefined;
};

/** What every kind has: name, programme line, year, planned time, benefit. */
export function General({ unit, pickUnit, lines, decision }: GeneralProps) {
  const t = useText("projects");
  const year = useWatch({ name: "year" }) as unknown;
  const chosen = useWatch({ name: "lineId" }) as string | undefined;
  const units = useUnitSearch({});
  // A line that no longer runs stays in sight where it is already chosen.
  const fitting = lines.filter(
    ({ value, from, to }) =>
      value === chosen ||
      typeof year !== "number" ||
      (from <= `${year}-12-31` && (to === null || to > `${year}-01-01`)),
  );
  return (
    <>
      {pickUnit && <ComboField name="unitId" label={t("edit.unit")} search={units} {...(unit && { initial: unit })} />}
      <Field name="name" label={t("edit.name")} />
      <YearField name="year" label={t("edit.year")} />
      <Field
        as="select"
        name="lineId"
        label={t("edit.line")}
        hint={fitting.length ? t("edit.lineHint") : t("edit.lineNone")}
        options={fitting}
      />
      <div className="inrow items-start">
        <DateField name="plannedStart" label={t("edit.plannedStart")} optional />
        <DateField name="plannedEnd" label={t("edit.plannedEnd")} optional />
      </div>
      <DocumentField name="decisionDocumentId" label={t("edit.decision")} optional document={decision} />
      <Field as="textarea" name="benefit" label={t("edit.benefit")} optional rows={2} />
    </>
  );
}

export function Places({ initial }: { initial: Map<string, Option> }) {
  const t = useText("projects");
  const search = useUnitSearch({});
  return (
    <>
      <Section id="places" title={t("edit.places")} note={t("edit.placesNote")} />
      <Rows
        name="places"
        label={t("edit.places")}
        add={t("edit.addPlace")}
        blank={() => ({ id: newId(), placeId: "", note: "" })}
        columns={[
          {
            key: "place",
            head: t("edit.place"),
            cell: (path, label) => (
              <SearchCell name={`${path}.placeId`} label={label} search={search} initial={initial} />
            ),
          },
          {
            key: "note",
            head: t("edit.placeNote"),
            width: "w-[200px]",
            cell: (path, label) => <TextCell name={`${path}.note`} label={label} />,
          },
        ]}
      />
    </>
  );
}

const digits = (value: unknown) => (typeof value === "string" && /^\d+$/.test(value) ? BigInt(value) : 0n);

export function Sources({ sources }: { sources: Choice[] }) {
  const [t, common, f] = [useText("projects"), useText("common"), useFormats()];
  const rows = (useWatch({ name: "sources" }) ?? []) as { amount?: unknown }[];
  const sum = rows.reduce((total, { amount }) => total + digits(amount), 0n);
  return (
    <>
      <Section id="sources" title={t("edit.sources")} note={t("edit.sourcesNote")} />
      <Rows
        name="sources"
        label={t("edit.sources")}
        add={t("edit.addSource")}
        blank={() => ({ sourceCode: "", amount: "" })}
        columns={[
          {
            key: "source",
            head: t("edit.source"),
            cell: (path, label) => <SelectCell name={`${path}.sourceCode`} label={label} options={sources} />,
          },
          {
            key: "amount",
            head: `${t("edit.amount")} (${common("measure.dong")})`,
            width: "w-[200px]",
            right: true,
            cell: (path, label) => <MoneyCell name={`${path}.amount`} label={label} />,
          },
        ]}
        foot={
          rows.length > 0 && (
            <tr className="total">
              <th scope="row" className="main">
                {t("edit.sum")}
              </th>
              <td className="n pr-5!">{f.money(sum)}</td>
              <td className="hide-s" />
            </tr>
          )
        }
      />
      {sum > 0n && (
        <p className="words -mt-3 mb-4" aria-live="polite">
          {common("field.inWords", { words: f.moneyInWords(sum) })}
        </p>
      )}
    </>
  );
}

export function Milestones() {
  const t = useText("projects");
  return (
    <>
      <Section id="milestones" title={t("edit.milestones")} note={t("edit.optional")} />
      <Rows
        name="milestones"
        label={t("edit.milestones")}
        add={t("edit.addMilestone")}
        blank={() => ({ id: newId(), name: "", plannedOn: "" })}
        columns={[
          {
            key: "name",
            head: t("edit.milestone"),
            cell: (path, label) => <TextCell name={`${path}.name`} label={label} />,
          },
          {
            key: "plannedOn",
            head: t("edit.plannedOn"),
            width: "w-[160px]",
            cell: (path, label) => <DateCell name={`${path}.plannedOn`} label={label} />,
          },
        ]}
      />
    </>
  );
}

/** A list of years: a number field would group its digits. */
function YearField({ name, label }: { name: string; label: string }) {
  const { control, message } = useFieldControl({ name, label });
  const chosen = Number(control.value);
  const last = new Date().getFullYear() + 1;
  const years = Array.from({ length: last - 2020 }, (_, index) => last - index);
  return (
    <FieldFrame name={name} label={label} id={control.id} message={message}>
      <select
        id={control.id}
        ref={control.ref}
        className="w8"
        value={chosen || ""}
        aria-invalid={control["aria-invalid"]}
        aria-describedby={control["aria-describedby"]}
        onBlur={control.blur}
        onChange={(event) => control.set(Number(event.target.value))}
      >
        {(years.includes(chosen) ? years : [chosen, ...years]).map((year) => (
          <option key={year} value={year}>
            {year}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}

/** Two answers and no third: which of them is chosen is a boolean in the form. */
export function YesNo(props: { name: string; label: string; yes: string; no: string }) {
  const { control, message } = useFieldControl({ name: props.name, label: props.label });
  return (
    <div className="r">
      <span>
        <b id={`${control.id}-label`}>{props.label}</b>
        {message && (
          <span className="bad small block" id={`${control.id}-error`}>
            {message}
          </span>
        )}
      </span>
      <span className="seg" role="radiogroup" aria-labelledby={`${control.id}-label`}>
        {[false, true].map((answer) => (
          <label key={String(answer)}>
            <input
              type="radio"
              id={answer ? `${control.id}-1` : control.id}
              ref={answer ? undefined : control.ref}
              name={control.name}
              checked={control.value === answer}
              aria-invalid={control["aria-invalid"]}
              aria-describedby={control["aria-describedby"]}
              onBlur={control.blur}
              onChange={() => control.set(answer)}
            />
            <span>{answer ? props.yes : props.no}</span>
          </label>
        ))}
      </span>
    </div>
  );
}
