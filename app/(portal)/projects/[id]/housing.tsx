import type { ReactNode } from "react";
import { formats, text } from "@/app/text/server";
import { Sheet } from "@/app/ui/sheet";
import type { RecordOf } from "./kinds";

/** The house as it was and as it became, part by part. */
export async function HousingSheets({ project }: { project: RecordOf<"housing"> }) {
  const [t, f] = [await text("projects"), await formats()];
  const { details } = project;
  const done = details.signedOn !== null;
  const durable = (is: boolean) => (
    <span className={is ? "good" : "bad"}>{t(is ? "housing.durable" : "housing.notDurable")}</span>
  );
  const area = (value: number | null) => (value === null ? "—" : `${f.number(value)} m²`);
  const rows: [string, ReactNode, ReactNode][] = [
    [t("part.foundation"), durable(!details.badFoundation), done ? durable(details.hardFoundation) : "—"],
    [t("part.frame"), durable(!details.badFrame), done ? durable(details.hardFrame) : "—"],
    [t("part.roof"), durable(!details.badRoof), done ? durable(details.hardRoof) : "—"],
    [
      t("housing.area"),
      <>
        {area(details.areaBefore)}{" "}
        {details.areaBefore !== null && details.memberCount > 0 && (
          <span className="cap">
            {t("housing.perPerson", { area: f.number(details.areaBefore / details.memberCount, 1) })}
          </span>
        )}
      </>,
      <>
        {area(details.areaAfter)}{" "}
        {!done && details.designArea !== null && (
          <span className="cap">
            {t("housing.designArea")}: {area(details.designArea)}
          </span>
        )}
      </>,
    ],
  ];
  return (
    <Sheet flush title={t("record.house")} note={`${t("record.own")}: ${f.moneyWithUnit(details.ownAmount)}`}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("housing.parts")}</th>
            <th scope="col">{t("record.before")}</th>
            <th scope="col">{t("record.after")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, before, after]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{before}</td>
              <td>{after}</td>
            </tr>
          ))}
          {done && (
            <tr>
              <th scope="row">{t("housing.signature")}</th>
              <td />
              <td>
                <a href={`/api/files/${details.signatureFileId}`}>{f.date(details.signedOn)}</a>
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </Sheet>
  );
}
