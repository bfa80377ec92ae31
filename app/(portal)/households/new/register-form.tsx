"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { type UseFormReturn, useFieldArray, useFormContext } from "react-hook-form";
import { useLocale, useText } from "@/app/text/client";
import { newId, type trpc, useCommand } from "@/app/trpc/client";
import { Calc, Field, Form, type Problem, Section, Submit, useListMessage } from "@/app/ui/form";
import { Icon } from "@/app/ui/icons";
import { Link } from "@/app/ui/link";
import { mostMembers, registerHouseholdInput } from "@/server/households/inputs";
import { unitTitle } from "../../units/title";
import { type Choices, DwellingFields, PersonFields, PlaceFields, useTyped } from "../fields";

const register = (client: typeof trpc) => client.households.register;

/** What is not known yet is left undefined, so that the field says what it asks for. */
const blankPerson = (relationship: string | undefined, ethnicity: unknown) => ({
  id: newId(),
  name: "",
  bornOn: undefined,
  sex: undefined,
  relationship,
  ethnicity,
  identity: null,
});

type Place = { unitId: string | undefined; villageId: string | null; ethnicity: string | undefined };

const blank = (place: Place) => ({
  id: newId(),
  ...place,
  address: "",
  phone: null,
  foundation: "unknown" as const,
  frame: "unknown" as const,
  roof: "unknown" as const,
  area: null,
  members: [blankPerson("head", place.ethnicity)],
});

export function RegisterForm({ choices }: { choices: Choices }) {
  const t = useText("households");
  const [common, locale, router] = [useText("common"), useLocale(), useRouter()];
  const { run, pending, problem, operation } = useCommand(register);
  const [first] = useState(() => blank({ unitId: choices.units[0]?.id, villageId: null, ethnicity: undefined }));
  const wish = useRef<"open" | "next">("open");
  const [before, setBefore] = useState<{ id: string; name: string; ready: () => void } | undefined>();
  // Once the emptied fields stand there: those of the household before go with it.
  useEffect(() => before?.ready(), [before]);

  /** Villages are gone through house by house: the next household begins where this one was. */
  function next(form: UseFormReturn<never>, made: { id: string; name: string }) {
    const { unitId, villageId, ethnicity } = form.getValues() as Place;
    form.reset(blank({ unitId, villageId, ethnicity }) as never);
    setBefore({ ...made, ready: () => form.setFocus("members.0.name" as never) });
  }
  return (
    <Form
      keep="household"
      carry={{ operation }}
      schema={registerHouseholdInput}
      defaultValues={first as never}
      problem={problem as Problem | undefined}
      onSubmit={async (values, form) => {
        const how = wish.current;
        wish.current = "open";
        const made = await run(values);
        if (!made) return;
        if (how === "open") return router.push(`/households/${made.id}`);
        next(form as never, { id: made.id, name: values.members[0]?.name ?? "" });
      }}
      focusFirst
      onCtrlEnter={() => {
        wish.current = "next";
      }}
      className="form max-w-[640px]"
    >
      <Section id="where" title={t("form.where")} />
      {choices.units.length > 1 && (
        <Field
          as="select"
          name="unitId"
          label={t("form.unit")}
          options={choices.units.map((unit) => ({ value: unit.id, label: unitTitle(unit, locale) }))}
        />
      )}
      <Where choices={choices} />
      {before && (
        <Calc key={before.id}>
          {t("form.registered", { name: before.name })} <Link href={`/households/${before.id}`}>{t("form.open")}</Link>
        </Calc>
      )}
      <People choices={choices} />
      <DwellingFields />
      <div className="inrow mt-6">
        <Submit pending={pending}>{t("form.register")}</Submit>
        <button
          type="submit"
          className="btn"
          disabled={pending}
          onClick={() => {
            wish.current = "next";
          }}
        >
          {t("form.registerNext")} <kbd className="only-l">Ctrl Enter</kbd>
        </button>
        <Link className="btn" href="/households">
          {t("form.toList")}
        </Link>
        <span className="vh">{common("form.notSent")}</span>
      </div>
    </Form>
  );
}

function Where({ choices }: { choices: Choices }) {
  return <PlaceFields choices={choices} unitId={String(useTyped("unitId") ?? "")} />;
}

function People({ choices }: { choices: Choices }) {
  const t = useText("households");
  const { id, message } = useListMessage("members", t("form.people"));
  const { fields, append, remove } = useFieldArray({ name: "members", keyName: "rowKey" });
  const { getValues, setValue } = useFormContext();
  const ethnicity = useTyped("ethnicity");
  // Most households are of one people: it is asked once, and changed where someone differs.
  useEffect(() => {
    if (!ethnicity) return;
    (getValues("members") as { ethnicity?: string }[]).forEach((person, at) => {
      if (!person.ethnicity) setValue(`members.${at}.ethnicity`, ethnicity);
    });
  }, [ethnicity, getValues, setValue]);
  return (
    <>
      <Section id="people" title={t("form.people")} note={t("form.peopleNote")} />
      <div id={id} tabIndex={-1}>
        {message && (
          <p className="bad mb-2">
            <Icon name="warn" /> {message}
          </p>
        )}
        {fields.map((field, at) => (
          <fieldset key={field.rowKey} className="mb-4 border border-line bg-surface px-4 pt-3 [&>legend+*]:clear-both">
            <legend className="float-left mb-2! w-full">
              {at === 0 ? t("form.personHead") : t("form.person", { place: String(at + 1) })}
            </legend>
            <PersonFields path={`members.${at}.`} choices={choices} isHead={at === 0} />
            {at > 0 && (
              <button type="button" className="btn lite mb-3" onClick={() => remove(at)}>
                <Icon name="cross" /> {t("form.removePerson")}
                <span className="vh"> {at + 1}</span>
              </button>
            )}
          </fieldset>
        ))}
      </div>
      {fields.length < mostMembers && (
        <button type="button" className="btn" onClick={() => append(blankPerson(undefined, ethnicity))}>
          <Icon name="plus" /> {t("form.addPerson")}
        </button>
      )}
    </>
  );
}
