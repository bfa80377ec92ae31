"use client";

import { useEffect, useRef } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { HousingGuard } from "@/app/(portal)/households/housing-guard";
import { useFormats, useText } from "@/app/text/client";
import { ComboField, type Option } from "@/app/ui/combobox";
import { DateField } from "@/app/ui/date-field";
import { Calc, Field, Section, useKnown } from "@/app/ui/form";
import { MoneyField, NumberField } from "@/app/ui/number-fields";
import { workKinds } from "@/db/schema/project-lists";
import { leastAreaPerPerson, leastNewArea, oldHouseProblem } from "@/server/projects/kinds/housing";
import { YesNo } from "./common";
import type { KindPartProps, Norm } from "./kinds";
import { type HouseholdFound, useHouseholdSearch } from "./search";

export function HousingPart({ norms, household, onWarning, middle }: KindPartProps) {
  const t = useText("projects");
  const { search, found } = useHouseholdSearch();
  const { getValues, setValue, formState } = useFormContext();
  const { isSubmitted } = formState;
  const known = useKnown<Option & { members?: number }>();
  const householdId = useWatch({ name: "details.householdId" }) as string | undefined;
  const members = (known.find(householdId) ?? (household?.id === householdId ? household : undefined))?.members;
  const named = useRef("");
  const taken = useRef<Record<string, unknown>>({});

  /** What the household's record says of the house stands here, too, until somebody says otherwise. */
  function askedBefore({ foundation, frame, roof, area }: HouseholdFound["dwelling"]) {
    const bad = (part: string) => (part === "unknown" ? undefined : part === "not_durable");
    const seen = { badFoundation: bad(foundation), badFrame: bad(frame), badRoof: bad(roof), areaBefore: area };
    for (const [name, value] of Object.entries(seen)) {
      const now = getValues(`details.${name}`);
      const untouched = now === undefined || now === null || now === taken.current[name];
      if (untouched) setValue(`details.${name}`, value, { shouldDirty: true, shouldValidate: isSubmitted });
    }
    taken.current = seen;
  }
  return (
    <>
      <div id="household">
        <ComboField
          name="details.householdId"
          label={t("housing.household")}
          hint={t("housing.householdHint")}
          search={search}
          {...(household && { initial: household })}
          onPick={(option) => {
            const picked = option && found(option.id);
            if (option && picked) known.learn(option.id, { ...option, members: picked.memberCount });
            // By the household's code: a project's name is read by more people than a household's.
            const [name, next] = [getValues("name"), picked ? t("housing.nameOf", { code: picked.code }) : ""];
            if (name === "" || name === named.current) setValue("name", next, { shouldValidate: isSubmitted });
            named.current = next;
            if (picked) askedBefore(picked.dwelling);
          }}
        />
      </div>
      <EarlierHelp onWarning={onWarning} />
      <OldHouse members={members} />
      <Proposal norms={norms} />
      {middle}
    </>
  );
}

/** What the family had before, said as soon as the household is chosen. */
function EarlierHelp({ onWarning }: { onWarning: (warning: boolean) => void }) {
  const t = useText("guard");
  const { setValue } = useFormContext();
  const householdId = useWatch({ name: "details.householdId" }) as string | undefined;
  useEffect(() => {
    if (!householdId) onWarning(false);
  }, [householdId, onWarning]);
  if (!householdId) return null;
  return (
    <HousingGuard
      householdId={householdId}
      onWarning={onWarning}
      ways={
        <button
          type="button"
          className="btn"
          onClick={() => setValue("details.householdId", "", { shouldDirty: true })}
        >
          {t("notThis")}
        </button>
      }
    />
  );
}

function OldHouse({ members }: { members: number | undefined }) {
  const [t, common, f] = [useText("projects"), useText("common"), useFormats()];
  const [badFoundation, badFrame, badRoof, areaBefore] = useWatch({
    name: ["details.badFoundation", "details.badFrame", "details.badRoof", "details.areaBefore"],
  }) as [unknown, unknown, unknown, unknown];
  const bad = [badFoundation, badFrame, badRoof];
  const answered = bad.every((each) => typeof each === "boolean");
  const area = typeof areaBefore === "number" ? areaBefore : null;
  const people = Math.max(members ?? 0, 1);
  const sound =
    answered &&
    oldHouseProblem({
      badFoundation: badFoundation === true,
      badFrame: badFrame === true,
      badRoof: badRoof === true,
      areaBefore: area,
      memberCount: people,
    }) !== undefined;
  const perPerson = area === null || !members ? undefined : area / people;
  return (
    <>
      <Section id="house" title={t("housing.house")} note={t("housing.houseNote")} />
      <fieldset className="field">
        <legend>{t("housing.parts")}</legend>
        <div className="pick">
          {(["Foundation", "Frame", "Roof"] as const).map((part) => (
            <YesNo
              key={part}
              name={`details.bad${part}`}
              label={t(`part.${part.toLowerCase() as "foundation" | "frame" | "roof"}`)}
              no={t("housing.durable")}
              yes={t("housing.notDurable")}
            />
          ))}
        </div>
      </fieldset>
      <div className="inrow items-start">
        <NumberField name="details.areaBefore" label={t("housing.area")} unit="m²" hint={t("housing.noHouse")} />
        {members !== undefined && (
          <div className="field">
            <b>{t("housing.members")}</b>
            <p className="hint">{t("housing.membersFrom")}</p>
            <p className="py-1.5">
              {f.number(members)} {common("measure.people")}
            </p>
          </div>
        )}
      </div>
      {answered && (
        <Calc good={!sound}>
          {t("housing.badParts", { count: f.number(bad.filter((each) => each === true).length) })}
          {perPerson !== undefined && (
            <>
              ; <b>{t("housing.perPerson", { area: f.number(perPerson, 1) })}</b>,{" "}
              {t(perPerson < leastAreaPerPerson ? "housing.below" : "housing.atLeast", {
                least: f.number(leastAreaPerPerson),
              })}
            </>
          )}
          . <b>{t(sound ? "housing.notEligible" : "housing.eligible", { least: f.number(leastAreaPerPerson) })}</b>
        </Calc>
      )}
    </>
  );
}

const isDay = (value: unknown): value is string => typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);

function Proposal({ norms }: { norms: Norm[] }) {
  const t = useText("projects");
  const workKind = useWatch({ name: "details.workKind" }) as string | undefined;
  return (
    <>
      <Section id="proposal" title={t("housing.proposal")} />
      <Field
        as="segment"
        name="details.workKind"
        label={t("housing.form")}
        options={workKinds.map((value) => ({ value, label: t(`work.${value}`) }))}
      />
      <DateField name="details.decisionOn" label={t("housing.decisionOn")} hint={t("housing.decisionHint")} />
      <NormInForce norms={norms} />
      <NumberField
        name="details.designArea"
        label={t("housing.designArea")}
        unit="m²"
        optional={workKind === "repair"}
        hint={t("housing.designHint", { least: String(leastNewArea) })}
      />
      <MoneyField name="details.ownAmount" label={t("housing.own")} after={t("housing.ownApart")} />
    </>
  );
}

/** The norm follows the decision date, and is said as soon as line, form and date are known. */
function NormInForce({ norms }: { norms: Norm[] }) {
  const [t, f] = [useText("projects"), useFormats()];
  const [lineId, workKind, decisionOn] = useWatch({ name: ["lineId", "details.workKind", "details.decisionOn"] }) as [
    unknown,
    unknown,
    unknown,
  ];
  if (!isDay(decisionOn) || !workKind || !lineId) {
    return <p className="hint -mt-2 mb-4">{t("housing.normNeeds")}</p>;
  }
  const ofLine = norms.filter((norm) => norm.lineId === lineId && norm.workKind === workKind);
  const norm = ofLine.find(
    ({ validFrom, validTo }) => validFrom <= decisionOn && (validTo === null || validTo > decisionOn),
  );
  if (!norm) return <Calc good={false}>{t("housing.noNorm", { date: f.date(decisionOn) })}</Calc>;
  const before = ofLine.findLast(({ validTo }) => validTo !== null && validTo <= norm.validFrom);
  return (
    <Calc>
      <b>{t("housing.norm", { amount: f.money(norm.amount) })}</b>
      {norm.document && (
        <>
          {" "}
          {t("housing.normBy")} <a href={`/documents/${norm.document.id}`}>{norm.document.number}</a>
        </>
      )}
      ,{" "}
      <span className="muted">
        {t("housing.normFrom", { from: f.date(norm.validFrom) })}
        {before && ` ${t("housing.normBefore", { amount: f.money(before.amount) })}`}
      </span>
    </Calc>
  );
}
