"use client";

import { useId, useState } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { useFormats, useText } from "@/app/text/client";
import { newId } from "@/app/trpc/client";
import { DateCell, MoneyCell, NumberCell, SelectCell, TextCell } from "@/app/ui/cells";
import { SearchBox } from "@/app/ui/combobox";
import { Calc, Field, Section, useKnown } from "@/app/ui/form";
import { MoneyField, NumberField } from "@/app/ui/number-fields";
import type { HouseholdClass } from "@/db/schema/households";
import { livelihoodForms, livelihoodTypes } from "@/db/schema/project-lists";
import { leastTargetShare, targetClasses, targetShareProblem } from "@/server/projects/kinds/livelihood";
import type { KindPartProps } from "./kinds";
import { Rows } from "./rows";
import { useHouseholdSearch } from "./search";

type HouseholdRow = { householdId: string };
type InputRow = { quantity?: unknown; unitPrice?: unknown; measure?: unknown };
/** What the form shows of a household beside its id. */
export type HouseholdShown = { name: string; note: string; class: HouseholdClass | null };

export function LivelihoodPart({ today, households, middle }: KindPartProps) {
  const t = useText("projects");
  return (
    <>
      <Section id="production" title={t("livelihood.organisation")} />
      <Field
        as="select"
        name="details.type"
        label={t("livelihood.type")}
        width="middle"
        options={livelihoodTypes.map((value) => ({ value, label: t(`type.${value}`) }))}
      />
      <Field
        as="radios"
        name="details.form"
        label={t("livelihood.form")}
        options={livelihoodForms.map((value) => ({ value, label: t(`form.${value}`) }))}
      />
      <Field name="details.organisation" label={t("livelihood.name")} optional />
      <Field name="details.product" label={t("livelihood.product")} optional />
      <Households today={today} known={households} />
      <Inputs />
      {middle}
      <Section id="expected" title={t("livelihood.expected")} />
      <MoneyField
        name="details.counterpartAmount"
        label={t("livelihood.counterpart")}
        after={t("livelihood.counterpartApart")}
      />
      <Field name="details.counterpartNote" label={t("livelihood.counterpartNote")} optional />
      <MoneyField name="details.expectedIncome" label={t("livelihood.expectedIncome")} optional />
      <NumberField
        name="details.expectedJobs"
        label={t("livelihood.expectedJobs")}
        unit={t("livelihood.jobs")}
        whole
        optional
      />
    </>
  );
}

/** Households one by one, each with its class; how many are of the target groups is told as the list grows. */
function Households({ today, known }: { today: string; known: Map<string, HouseholdShown> }) {
  const t = useText("projects");
  const id = useId();
  const { search, found } = useHouseholdSearch();
  const picked = useKnown<HouseholdShown>();
  const shown = (householdId: string) => picked.find(householdId) ?? known.get(householdId);
  const [said, setSaid] = useState<string | undefined>();
  const rows = (useWatch({ name: "details.households" }) ?? []) as HouseholdRow[];
  return (
    <>
      <Section id="households" title={t("livelihood.households")} note={t("livelihood.householdsNote")} />
      <Share classes={rows.map(({ householdId }) => shown(householdId)?.class ?? null)} />
      <Rows
        name="details.households"
        label={t("livelihood.households")}
        columns={[
          {
            key: "household",
            head: t("livelihood.household"),
            cell: (_path, _label, index) => {
              const household = shown(rows[index]?.householdId ?? "");
              return (
                <span className="two">
                  <b>{household?.name}</b>
                  <span className="s">{household?.note}</span>
                </span>
              );
            },
          },
          {
            key: "class",
            head: t("livelihood.classAtJoining"),
            width: "w-[150px]",
            cell: (_path, _label, index) => t(`class.${shown(rows[index]?.householdId ?? "")?.class ?? "none"}`),
          },
          {
            key: "joinedOn",
            head: t("livelihood.joinedOn"),
            width: "w-[156px]",
            cell: (path, label) => <DateCell name={`${path}.joinedOn`} label={label} />,
          },
        ]}
      >
        {(append) => (
          <>
            <label htmlFor={id} className="block font-semibold">
              {t("livelihood.pick")}
            </label>
            <p className="hint" id={`${id}-hint`}>
              {t("livelihood.pickHint")}
            </p>
            {/* Empty again after each pick, so that the next can be typed at once. */}
            <SearchBox
              key={rows.length}
              id={id}
              value={null}
              search={search}
              aria-describedby={`${id}-hint`}
              onChange={(option) => {
                const household = option && found(option.id);
                if (!option || !household) return;
                if (rows.some(({ householdId }) => householdId === option.id)) return setSaid(t("livelihood.already"));
                setSaid(household.currentClass ? undefined : t("livelihood.noClass"));
                picked.learn(option.id, {
                  name: option.label,
                  note: [household.villageName ?? household.unitName, household.code].join(" · "),
                  class: household.currentClass,
                });
                append({ id: newId(), householdId: option.id, joinedOn: today });
              }}
            />
            <p className="note" role="status">
              {said}
            </p>
          </>
        )}
      </Rows>
    </>
  );
}

function Share({ classes }: { classes: (HouseholdClass | null)[] }) {
  const [t, f] = [useText("projects"), useFormats()];
  const form = useWatch({ name: "details.form" }) as string | undefined;
  if (!classes.length) return null;
  const counts: Partial<Record<HouseholdClass, number>> = {};
  for (const each of classes) if (each) counts[each] = (counts[each] ?? 0) + 1;
  const target = targetClasses.reduce((sum, each) => sum + (counts[each] ?? 0), 0);
  // Only a community project has a least share of target households.
  const bound = form === "group";
  const short = bound && targetShareProblem(counts) !== undefined;
  const values = {
    count: classes.length,
    target: f.number(target),
    share: f.share(target, classes.length, 0),
    least: f.percent(leastTargetShare / 100, 0),
  };
  return (
    <Calc good={!short}>
      {t(short ? "livelihood.shareShort" : bound ? "livelihood.shareMet" : "livelihood.shareFree", values)}{" "}
      <span className="muted">
        {(Object.entries(counts) as [HouseholdClass, number][])
          .map(([name, count]) => `${t(`class.${name}`)} ${f.number(count)}`)
          .join(" · ")}
      </span>
    </Calc>
  );
}

/** What livestock, seed and materials are counted in; another word that is already there is kept. */
const usual = ["head", "kg", "tree", "bag", "tonne", "set"];
const measures = (now: unknown) => (typeof now === "string" && now && !usual.includes(now) ? [now, ...usual] : usual);

/** Quantity to three decimals times a whole price, rounded to whole đồng as the server does. */
function worth({ quantity, unitPrice }: InputRow): bigint {
  if (typeof quantity !== "number" || typeof unitPrice !== "string" || !/^\d+$/.test(unitPrice)) return 0n;
  return (BigInt(Math.round(quantity * 1000)) * BigInt(unitPrice) + 500n) / 1000n;
}

function Inputs() {
  const [t, common, f] = [useText("projects"), useText("common"), useFormats()];
  const { getValues } = useFormContext();
  const rows = (useWatch({ name: "details.inputs" }) ?? []) as InputRow[];
  const sum = rows.reduce((total, each) => total + worth(each), 0n);
  return (
    <>
      <Section id="inputs" title={t("livelihood.inputs")} note={common("measure.dong")} />
      <Rows
        name="details.inputs"
        label={t("livelihood.inputs")}
        add={t("edit.addInput")}
        blank={() => ({ id: newId(), item: "", quantity: undefined, measure: "", unitPrice: "" })}
        columns={[
          {
            key: "item",
            head: t("livelihood.item"),
            cell: (path, label) => <TextCell name={`${path}.item`} label={label} />,
          },
          {
            key: "quantity",
            head: t("livelihood.quantity"),
            width: "w-[88px]",
            right: true,
            cell: (path, label) => <NumberCell name={`${path}.quantity`} label={label} />,
          },
          {
            key: "measure",
            head: t("livelihood.measure"),
            width: "w-[92px]",
            cell: (path, label, index) => (
              <SelectCell
                name={`${path}.measure`}
                label={label}
                options={measures(rows[index]?.measure).map((value) => ({
                  value,
                  label: t.has(`inputMeasure.${value as "kg"}`) ? t(`inputMeasure.${value as "kg"}`) : value,
                }))}
              />
            ),
          },
          {
            key: "unitPrice",
            head: t("livelihood.unitPrice"),
            width: "w-[128px]",
            right: true,
            cell: (path, label) => <MoneyCell name={`${path}.unitPrice`} label={label} />,
          },
          {
            key: "value",
            head: t("livelihood.value"),
            width: "w-[112px]",
            right: true,
            cell: (path) => f.money(worth(getValues(path) ?? {})),
          },
        ]}
        foot={
          rows.length > 0 && (
            <tr className="total">
              <th scope="row" colSpan={4} className="main">
                {t("livelihood.inputsTotal")}
              </th>
              <td className="n">{f.money(sum)}</td>
              <td className="hide-s" />
            </tr>
          )
        }
      />
    </>
  );
}
