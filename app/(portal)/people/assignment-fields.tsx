"use client";

import { useText } from "@/app/text/client";
import { DateField } from "@/app/ui/date-field";
import { Field } from "@/app/ui/form";
import { roles } from "@/db/schema/people-lists";
import { DocumentField } from "../documents/document-picker";
import { PlaceField } from "../units/place-field";

/** A role, where, and for how long: when a person is made and when one more role is given. */
export function AssignmentFields() {
  const [t, common] = [useText("people"), useText("common")];
  return (
    <>
      <Field
        as="select"
        name="role"
        label={t("role")}
        options={roles.map((role) => ({ value: role, label: common(`role.${role}`) }))}
      />
      <PlaceField name="unitId" label={t("unit")} />
      <DateField name="validFrom" label={t("validFrom")} />
      <DateField name="validTo" label={t("validTo")} hint={t("validToHint")} optional />
      <DocumentField name="documentId" label={t("document")} hint={t("documentHint")} optional />
    </>
  );
}

export const emptyAssignment = (today: string) => ({
  role: "" as never,
  unitId: "",
  validFrom: today,
  validTo: null,
  documentId: null,
});
