"use client";

import { useText } from "@/app/text/client";
import { type trpc, useCommand } from "@/app/trpc/client";
import { DateField } from "@/app/ui/date-field";
import { Field, Form, type Problem, Submit } from "@/app/ui/form";
import { Link } from "@/app/ui/link";
import { endHouseholdInput } from "@/server/households/inputs";
import { type Codes, useOptions } from "../../fields";
import { useBack } from "../use-back";

const end = (client: typeof trpc) => client.households.end;

export function EndForm({ id, version, reasons }: { id: string; version: number; reasons: Codes }) {
  const [t, options, back] = [useText("households"), useOptions(), useBack(id)];
  const { run, pending, problem } = useCommand(end);
  return (
    <Form
      keep="end"
      schema={endHouseholdInput}
      defaultValues={{ id, version } as never}
      problem={problem as Problem | undefined}
      onSubmit={async (values) => {
        if (await run(values)) back();
      }}
      className="form max-w-[640px]"
    >
      <DateField name="endedOn" label={t("end.on")} />
      <Field as="select" name="reason" label={t("end.reason")} options={options(reasons)} />
      <div className="inrow">
        <Submit pending={pending} danger>
          {t("end.button")}
        </Submit>
        <Link className="btn" href={`/households/${id}`}>
          {t("form.cancel")}
        </Link>
      </div>
    </Form>
  );
}
