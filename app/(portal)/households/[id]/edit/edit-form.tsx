"use client";

import { useText } from "@/app/text/client";
import { type trpc, useCommand } from "@/app/trpc/client";
import { Form, type Problem, Section, Submit } from "@/app/ui/form";
import { Link } from "@/app/ui/link";
import { editHouseholdInput } from "@/server/households/inputs";
import type { HouseholdDetail } from "@/server/households/record-queries";
import { type Choices, DwellingFields, PlaceFields } from "../../fields";
import { useBack } from "../use-back";

const edit = (client: typeof trpc) => client.households.edit;

export function EditForm({ household, choices }: { household: HouseholdDetail; choices: Choices }) {
  const t = useText("households");
  const back = useBack(household.id);
  const { run, pending, problem } = useCommand(edit);
  const { id, version, villageId, address, phone, ethnicity, foundation, frame, roof, area } = household;
  return (
    <Form
      keep="household"
      schema={editHouseholdInput}
      defaultValues={{ id, version, villageId, address, phone, ethnicity, foundation, frame, roof, area }}
      problem={problem as Problem | undefined}
      onSubmit={async (values) => {
        if (await run(values)) back();
      }}
      className="form max-w-[640px]"
    >
      <Section id="where" title={t("form.where")} />
      <PlaceFields choices={choices} unitId={household.unitId} />
      <DwellingFields />
      <div className="inrow mt-6">
        <Submit pending={pending}>{t("form.save")}</Submit>
        <Link className="btn" href={`/households/${id}`}>
          {t("form.cancel")}
        </Link>
      </div>
    </Form>
  );
}
