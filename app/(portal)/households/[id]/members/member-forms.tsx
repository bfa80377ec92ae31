"use client";

import { useState } from "react";
import { z } from "zod";
import { useText } from "@/app/text/client";
import { newId, type trpc, useCommand } from "@/app/trpc/client";
import { DateField } from "@/app/ui/date-field";
import { Field, Form, type Problem, Submit } from "@/app/ui/form";
import { Link } from "@/app/ui/link";
import { addMemberInput, changeHeadInput, editMemberInput, endMemberInput } from "@/server/households/inputs";
import type { HouseholdDetail, MemberRow } from "@/server/households/record-queries";
import { type Choices, type Codes, PersonFields, useOptions } from "../../fields";
import { useBack } from "../use-back";

const add = (client: typeof trpc) => client.households.addMember;
const edit = (client: typeof trpc) => client.households.editMember;
const end = (client: typeof trpc) => client.households.endMember;
const changeHead = (client: typeof trpc) => client.households.changeHead;

function Ways({ householdId, pending, word }: { householdId: string; pending: boolean; word: string }) {
  const t = useText("households");
  return (
    <div className="inrow">
      <Submit pending={pending}>{word}</Submit>
      <Link className="btn" href={`/households/${householdId}`}>
        {t("form.cancel")}
      </Link>
    </div>
  );
}

type AddProps = { householdId: string; ethnicity: string; choices: Choices };

export function AddMemberForm({ householdId, ethnicity, choices }: AddProps) {
  const [t, back] = [useText("households"), useBack(householdId)];
  const { run, pending, problem, operation } = useCommand(add);
  const [blank] = useState(() => ({ id: newId(), householdId, name: "", ethnicity, identity: null }));
  return (
    <Form
      keep="member"
      carry={{ operation }}
      schema={addMemberInput}
      defaultValues={blank as never}
      problem={problem as Problem | undefined}
      onSubmit={async (values) => {
        if (await run(values)) back();
      }}
      className="form max-w-[640px]"
    >
      <PersonFields path="" choices={choices} isHead={false} />
      <Ways householdId={householdId} pending={pending} word={t("member.addButton")} />
    </Form>
  );
}

/** `removeIdentity` stands only in the form: the command is told null. */
const editForm = z.strictObject({ ...editMemberInput.shape, removeIdentity: z.boolean() });

type EditProps = { household: HouseholdDetail; member: MemberRow; choices: Choices };

export function EditMemberForm({ household, member, choices }: EditProps) {
  const [t, back] = [useText("households"), useBack(household.id)];
  const { run, pending, problem } = useCommand(edit);
  const { id, name, bornOn, sex, relationship, ethnicity, identityTail } = member;
  const known = { id, version: household.version, name, bornOn, sex, relationship, ethnicity };
  return (
    <Form
      keep="member"
      schema={editForm}
      defaultValues={{ ...known, removeIdentity: false }}
      problem={problem as Problem | undefined}
      onSubmit={async ({ removeIdentity, identity, ...values }) => {
        const number = removeIdentity ? { identity: null } : identity ? { identity } : {};
        if (await run({ ...values, ...number })) back();
      }}
      className="form max-w-[640px]"
    >
      <PersonFields
        path=""
        choices={choices}
        isHead={relationship === "head"}
        {...(identityTail && { identityHint: t("member.identityNow", { tail: identityTail }) })}
      />
      {identityTail && <Field as="check" name="removeIdentity" label={t("member.identityRemove")} />}
      <Ways householdId={household.id} pending={pending} word={t("form.save")} />
    </Form>
  );
}

type EndProps = { householdId: string; memberId: string; reasons: Codes };

export function EndMemberForm({ householdId, memberId, reasons }: EndProps) {
  const [t, options, back] = [useText("households"), useOptions(), useBack(householdId)];
  const { run, pending, problem } = useCommand(end);
  return (
    <Form
      keep="end"
      schema={endMemberInput}
      defaultValues={{ id: memberId } as never}
      problem={problem as Problem | undefined}
      onSubmit={async (values) => {
        if (await run(values)) back();
      }}
    >
      <DateField name="endedOn" label={t("member.endedOn")} />
      <Field as="select" name="reason" label={t("member.reason")} options={options(reasons)} />
      <Submit pending={pending} danger>
        {t("member.endButton")}
      </Submit>
    </Form>
  );
}

type HeadProps = { household: HouseholdDetail; memberId: string; headName: string; choices: Choices };

export function ChangeHeadForm({ household, memberId, headName, choices }: HeadProps) {
  const [t, options, back] = [useText("households"), useOptions(), useBack(household.id)];
  const { run, pending, problem } = useCommand(changeHead);
  return (
    <Form
      keep="head"
      schema={changeHeadInput}
      defaultValues={{ householdId: household.id, version: household.version, memberId } as never}
      problem={problem as Problem | undefined}
      onSubmit={async (values) => {
        if (await run(values)) back();
      }}
    >
      <Field
        as="select"
        name="formerHeadIs"
        label={t("member.formerHeadIs", { name: headName })}
        options={options(choices.relationships.filter(({ code }) => code !== "head"))}
      />
      <Submit pending={pending}>{t("member.makeHeadButton")}</Submit>
    </Form>
  );
}
