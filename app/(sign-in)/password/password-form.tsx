"use client";

import { z } from "zod";
import { useText } from "@/app/text/client";
import { useCommand } from "@/app/trpc/client";
import { Field, Form, Submit } from "@/app/ui/form";
import { changePasswordInput } from "@/server/session/inputs";
import { handingOn } from "../way-back";

const typed = changePasswordInput
  .extend({ repeat: z.string("required").min(1, "required") })
  .refine((form) => form.next === form.repeat, { path: ["repeat"], message: "not_repeated" });

export function PasswordForm({ to }: { to: string | undefined }) {
  const t = useText("session");
  const { run, pending, problem } = useCommand((trpc) => trpc.session.changePassword);
  return (
    <Form
      keep={false}
      schema={typed}
      defaultValues={{ current: "", next: "", repeat: "" }}
      problem={problem}
      onSubmit={async ({ current, next }) => {
        if ((await run({ current, next })) !== undefined) location.assign(handingOn("/", to));
      }}
    >
      <Field as="password" name="current" label={t("password.current")} autoComplete="current-password" />
      <Field
        as="password"
        name="next"
        label={t("password.next")}
        hint={t("password.rule")}
        autoComplete="new-password"
      />
      <Field as="password" name="repeat" label={t("password.repeat")} autoComplete="new-password" />
      <Submit pending={pending}>{t("password.submit")}</Submit>
    </Form>
  );
}
