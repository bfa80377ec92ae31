"use client";

import { useWatch } from "react-hook-form";
import { useLocale, useText } from "@/app/text/client";
import { DateField } from "@/app/ui/date-field";
import { Field, Section } from "@/app/ui/form";
import { NumberField } from "@/app/ui/number-fields";
import type { Names } from "@/db/schema/columns";
import { dwellingParts } from "@/db/schema/household-lists";

export type Codes = { code: string; name: Names }[];
export type Choices = {
  ethnicGroups: Codes;
  relationships: Codes;
  memberEndReasons: Codes;
  units: { id: string; name: string; title: Names }[];
  villages: { id: string; name: string; unitId: string }[];
};

export function useOptions() {
  const locale = useLocale();
  return (codes: Codes) => codes.map(({ code, name }) => ({ value: code, label: name[locale] }));
}

/** Village, address, phone and people of the household: where it lives. */
export function PlaceFields({ choices, unitId }: { choices: Choices; unitId: string }) {
  const [t, options] = [useText("households"), useOptions()];
  const villages = choices.villages.filter((village) => village.unitId === unitId);
  return (
    <>
      {villages.length > 0 && (
        <Field
          as="select"
          name="villageId"
          label={t("form.village")}
          optional
          width="full"
          placeholder={t("form.noVillage")}
          options={villages.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <Field name="address" label={t("form.address")} hint={t("form.addressHint")} optional />
      <Field as="tel" name="phone" label={t("form.phone")} width="middle" optional />
      <Field
        as="select"
        name="ethnicity"
        label={t("form.ethnicity")}
        width="middle"
        options={options(choices.ethnicGroups)}
      />
    </>
  );
}

/** The three main parts of the house and its size. */
export function DwellingFields() {
  const t = useText("households");
  const options = dwellingParts.map((part) => ({ value: part, label: t(`dwelling.${part}`) }));
  return (
    <>
      <Section id="house" title={t("form.house")} note={t("form.houseNote")} />
      {(["foundation", "frame", "roof"] as const).map((part) => (
        <Field key={part} as="segment" name={part} label={t(`dwelling.${part}`)} options={options} />
      ))}
      <NumberField name="area" label={t("form.area")} unit="m²" optional />
    </>
  );
}

type PersonProps = {
  /** "members.0." in a list of people, empty when the form is about one. */
  path: string;
  choices: Choices;
  isHead: boolean;
  identityHint?: string;
};

/** What is known of one person. The head is not chosen here: the household has exactly one. */
export function PersonFields({ path, choices, isHead, identityHint }: PersonProps) {
  const [t, options] = [useText("households"), useOptions()];
  return (
    <>
      <Field name={`${path}name`} label={t("form.name")} />
      <div className="grid gap-x-6 sm:grid-cols-2">
        <DateField name={`${path}bornOn`} label={t("form.bornOn")} />
        <Field
          as="segment"
          name={`${path}sex`}
          label={t("form.sex")}
          options={[
            { value: "female", label: t("form.female") },
            { value: "male", label: t("form.male") },
          ]}
        />
        {!isHead && (
          <Field
            as="select"
            name={`${path}relationship`}
            label={t("form.relationship")}
            options={options(choices.relationships.filter(({ code }) => code !== "head"))}
          />
        )}
        <Field
          as="select"
          name={`${path}ethnicity`}
          label={t("members.ethnicity")}
          options={options(choices.ethnicGroups)}
        />
      </div>
      <Field
        name={`${path}identity`}
        label={t("form.identity")}
        hint={identityHint ?? t("form.identityHint")}
        inputMode="numeric"
        width="middle"
        optional
        secret
      />
    </>
  );
}

/** The value of another field of the same form, as it is being typed. */
export const useTyped = (name: string) => useWatch({ name }) as unknown;
