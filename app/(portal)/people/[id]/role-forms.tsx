"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { z } from "zod";
import { useText } from "@/app/text/client";
import { newId, useCommand } from "@/app/trpc/client";
import { DateField } from "@/app/ui/date-field";
import { Dialog } from "@/app/ui/dialog";
import { Form, Submit } from "@/app/ui/form";
import { date } from "@/server/inputs";
import { assignRoleInput } from "@/server/people/inputs";
import { AssignmentFields, emptyAssignment } from "../assignment-fields";

const given = assignRoleInput.omit({ id: true, personId: true });

export function GiveRole({ personId, today }: { personId: string; today: string }) {
  const [t, router] = [useText("people"), useRouter()];
  const { run, pending, problem } = useCommand((trpc) => trpc.people.assignRole);
  // A new form after each role, with a new id.
  const [id, setId] = useState(newId);
  return (
    <Form
      keep="give"
      key={id}
      schema={given}
      defaultValues={emptyAssignment(today)}
      problem={problem}
      onSubmit={async (assignment) => {
        if (await run({ id, personId, ...assignment })) {
          setId(newId());
          router.refresh();
        }
      }}
    >
      <AssignmentFields />
      <Submit pending={pending}>{t("give")}</Submit>
    </Form>
  );
}

const ended = z.strictObject({ validTo: date });

export function EndRole({ id, today, title }: { id: string; today: string; title: string }) {
  const [t, router] = [useText("people"), useRouter()];
  const { run, pending, problem } = useCommand((trpc) => trpc.people.endRole);
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        <button type="button" className="btn lite">
          {t("endRole")}
        </button>
      }
      title={title}
    >
      <Form
        keep={`end ${id}`}
        schema={ended}
        defaultValues={{ validTo: today }}
        problem={problem}
        onSubmit={async ({ validTo }) => {
          if (await run({ id, validTo })) {
            setOpen(false);
            router.refresh();
          }
        }}
      >
        <DateField name="validTo" label={t("endOn")} hint={t("endHint")} min={today} />
        <Submit pending={pending} danger>
          {t("end")}
        </Submit>
      </Form>
    </Dialog>
  );
}
