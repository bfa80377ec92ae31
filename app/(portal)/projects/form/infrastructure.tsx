"use client";

import { useWatch } from "react-hook-form";
import { useText } from "@/app/text/client";
import { newId } from "@/app/trpc/client";
import { NumberCell, SelectCell } from "@/app/ui/cells";
import { Field, Section } from "@/app/ui/form";
import { NumberField } from "@/app/ui/number-fields";
import { infrastructureSectors, quantityKinds, quantityMeasures } from "@/db/schema/project-lists";
import type { KindPartProps } from "./kinds";
import { Rows } from "./rows";

export function InfrastructurePart({ middle }: KindPartProps) {
  const [t, common] = [useText("projects"), useText("common")];
  const sector = useWatch({ name: "details.sector" });
  return (
    <>
      <Section id="work" title={t("infrastructure.work")} />
      <Field
        as="select"
        name="details.sector"
        label={t("infrastructure.sector")}
        width="full"
        options={infrastructureSectors.map((value) => ({ value, label: t(`sector.${value}`) }))}
      />
      {/* A line has two ends; a building has none. */}
      <Field name="details.startPoint" label={t("infrastructure.startPoint")} optional={sector !== "road"} />
      <Field name="details.endPoint" label={t("infrastructure.endPoint")} optional={sector !== "road"} />
      <Field name="details.investor" label={t("infrastructure.investor")} hint={t("infrastructure.investorHint")} />
      <Field name="details.contractor" label={t("infrastructure.contractor")} optional />
      <NumberField
        name="details.householdsServed"
        label={t("infrastructure.householdsServed")}
        unit={common("measure.households")}
        whole
        optional
      />
      <Section id="quantities" title={t("infrastructure.quantities")} note={t("infrastructure.quantitiesNote")} />
      <Rows
        name="details.quantities"
        label={t("infrastructure.quantities")}
        add={t("edit.addQuantity")}
        blank={() => ({ id: newId(), quantity: "", least: undefined, most: null, measure: "" })}
        columns={[
          {
            key: "quantity",
            head: t("infrastructure.quantity"),
            cell: (path, label) => (
              <SelectCell
                name={`${path}.quantity`}
                label={label}
                options={quantityKinds.map((value) => ({ value, label: t(`quantity.${value}`) }))}
              />
            ),
          },
          {
            key: "least",
            head: t("infrastructure.least"),
            width: "w-[104px]",
            right: true,
            cell: (path, label) => <NumberCell name={`${path}.least`} label={label} />,
          },
          {
            key: "most",
            head: t("infrastructure.most"),
            width: "w-[104px]",
            right: true,
            cell: (path, label) => <NumberCell name={`${path}.most`} label={label} optional />,
          },
          {
            key: "measure",
            head: t("infrastructure.measure"),
            width: "w-[136px]",
            cell: (path, label) => (
              <SelectCell
                name={`${path}.measure`}
                label={label}
                options={quantityMeasures.map((value) => ({ value, label: t(`measure.${value}`) }))}
              />
            ),
          },
        ]}
      />
      {middle}
    </>
  );
}
