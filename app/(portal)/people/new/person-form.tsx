"use client";

import { useState } from "react";
import { useText } from "@/app/text/client";
import { newId, useCommand } from "@/app/trpc/client";
import { Field, Form, Section, Submit } from "@/app/ui/form";
import { Link } from "@/app/ui/link";
import { createPersonInput } from "@/server/people/inputs";
import { AssignmentFields, emptyAssignment } from "../assignment-fields";
import { newOneTimePassword, OneTimePassword } from "../one-time-password";

const typed = createPersonInput.omit({ id: true, assignmentId: true, password: true });

/** Makes an account with its first role. The password is made here and shown once. */
export function PersonForm({ today }: { today: string }) {
  const t = useText("people");
  const { run, pending, problem } = useCommand((trpc) => trpc.people.create);
  // One person however often the button is pressed: what got no answer is sent again as it was.
  const [ids] = useState(() => ({ id: newId(), assignmentId: newId(), password: newOneTimePassword() }));
  const [made, setMade] = useState<string | undefined>();

  if (made) {
    return (
      <>
        <OneTimePassword title={t("createdTitle", { username: made })} password={ids.password} />
        <p>
          <Link className="btn" href={`/people/${ids.id}`}>
            {t("open")}
          </Link>
        </p>
      </>
    );
  }
  return (
    <Form
      keep="person"
      schema={typed}
      defaultValues={{ name: "", username: "", office: "", ...emptyAssignment(today) }}
      problem={problem}
      onSubmit={async (person) => {
        if (await run({ ...person, ...ids })) setMade(person.username);
      }}
    >
      <Field name="name" label={t("name")} />
      <Field name="username" label={t("username")} hint={t("usernameHint")} width="middle" />
      <Field name="office" label={t("office")} hint={t("officeHint")} optional />
      <Section title={t("roleNow")} note={t("giveRoleNote")} />
      <AssignmentFields />
      <Submit pending={pending}>{t("create")}</Submit>
    </Form>
  );
}
