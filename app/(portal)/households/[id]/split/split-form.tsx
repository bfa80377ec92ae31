"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { z } from "zod";
import { useLocale, useText } from "@/app/text/client";
import { newId, type trpc, useCommand } from "@/app/trpc/client";
import { DateField } from "@/app/ui/date-field";
import { Field, Form, type Problem, Section, Submit, useListMessage } from "@/app/ui/form";
import { Icon } from "@/app/ui/icons";
import { Link } from "@/app/ui/link";
import { splitHouseholdInput } from "@/server/households/inputs";
import type { HouseholdDetail, MemberRow } from "@/server/households/record-queries";
import { type Choices, DwellingFields, PlaceFields, useOptions } from "../../fields";

const split = (client: typeof trpc) => client.households.split;

/** Everyone who could leave; an empty relationship means that they stay. */
const splitForm = z
  .strictObject({
    ...splitHouseholdInput.shape,
    members: z.array(z.strictObject({ id: z.string(), memberId: z.string(), relationship: z.string() })),
  })
  .refine(({ members }) => members.filter(({ relationship }) => relationship === "head").length === 1, {
    path: ["members"],
    message: "one_head",
  });

type Props = { household: HouseholdDetail; others: MemberRow[]; choices: Choices };

export function SplitForm({ household, others, choices }: Props) {
  const [t, router] = [useText("households"), useRouter()];
  const { run, pending, problem, operation } = useCommand(split);
  const [first] = useState(() => ({
    id: newId(),
    fromId: household.id,
    version: household.version,
    villageId: household.villageId,
    address: "",
    phone: null,
    ethnicity: household.ethnicity,
    foundation: "unknown" as const,
    frame: "unknown" as const,
    roof: "unknown" as const,
    area: null,
    members: others.map(({ id }) => ({ id: newId(), memberId: id, relationship: "" })),
  }));
  return (
    <Form
      keep="split"
      carry={{ operation }}
      schema={splitForm}
      defaultValues={first as never}
      problem={problem as Problem | undefined}
      onSubmit={async ({ members, ...values }) => {
        const moving = members.filter(({ relationship }) => relationship !== "");
        const made = await run({ ...values, members: moving });
        if (made) router.push(`/households/${made.id}`);
      }}
      className="form max-w-[640px]"
    >
      <Movers others={others} choices={choices} />
      <DateField name="splitOn" label={t("split.on")} />
      <Section id="where" title={t("form.where")} />
      <PlaceFields choices={choices} unitId={household.unitId} />
      <DwellingFields />
      <div className="inrow mt-6">
        <Submit pending={pending}>{t("split.button")}</Submit>
        <Link className="btn" href={`/households/${household.id}`}>
          {t("form.cancel")}
        </Link>
      </div>
    </Form>
  );
}

function Movers({ others, choices }: { others: MemberRow[]; choices: Choices }) {
  const [t, locale, options] = [useText("households"), useLocale(), useOptions()];
  const { id, message } = useListMessage("members", t("split.who"));
  return (
    <>
      <Section id="who" title={t("split.who")} note={t("split.whoHint")} />
      <div id={id} tabIndex={-1}>
        {message && (
          <p className="bad mb-2">
            <Icon name="warn" /> {message}
          </p>
        )}
        {others.map((member, at) => (
          <Field
            key={member.id}
            as="select"
            name={`members.${at}.relationship`}
            label={`${member.name}, ${member.bornOn.slice(0, 4)} (${member.relationshipName?.[locale] ?? member.relationship})`}
            hint={t("split.newRelationship")}
            placeholder={t("split.stays")}
            width="middle"
            options={options(choices.relationships)}
          />
        ))}
      </div>
    </>
  );
}
