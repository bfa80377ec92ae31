import { Fragment, type ReactNode } from "react";
import { text } from "@/app/text/server";

export type DiffRow = {
  key: string;
  field: ReactNode;
  note?: ReactNode;
  before: ReactNode;
  after: ReactNode;
  /** "+240 (+57,1%)"; leave out for words. */
  change?: ReactNode;
  /** Under the row: a refusal, a question. */
  under?: ReactNode;
};

type DiffTableProps = {
  groups: { key: string; title?: ReactNode; note?: ReactNode; rows: DiffRow[] }[];
  /** What stands under "before" and "after": "bản 1, 12/03/2025". */
  beforeNote?: ReactNode;
  afterNote?: ReactNode;
  /** Heads of a table that has nothing to compare with: what is asked for the first time. */
  fresh?: { field: ReactNode; after: ReactNode };
  /** A last column, e.g. approve or return the line. */
  verdict?: { head: ReactNode; cell: (row: DiffRow) => ReactNode };
  /** Under the table: "Hiện 26 dòng không đổi". */
  foot?: ReactNode;
};

/** Only what changed: old left, new right, each with its sign. */
export async function DiffTable({ groups, beforeNote, afterNote, fresh, verdict, foot }: DiffTableProps) {
  const t = await text("common");
  const width = (fresh ? 2 : 4) + (verdict ? 1 : 0);
  if (!groups.some((group) => group.rows.length)) return <p className="pager">{t("diff.none")}</p>;
  return (
    <>
      <table className="diff stack">
        <thead>
          <tr>
            <th scope="col" className={fresh && "w-[38%]"}>
              {fresh ? fresh.field : t("diff.field")}
            </th>
            {fresh ? (
              <th scope="col">{fresh.after}</th>
            ) : (
              <>
                <th scope="col" className="n">
                  {t("diff.before")}
                  {beforeNote && <span className="unit">{beforeNote}</span>}
                </th>
                <th scope="col" className="n">
                  {t("diff.after")}
                  {afterNote && <span className="unit">{afterNote}</span>}
                </th>
                <th scope="col" className="n">
                  {t("diff.change")}
                </th>
              </>
            )}
            {verdict && (
              <th scope="col" className="c">
                {verdict.head}
              </th>
            )}
          </tr>
        </thead>
        {groups.map((group) => (
          <tbody key={group.key}>
            {group.title && (
              <tr className="grp">
                <th colSpan={width} scope="rowgroup" className="main">
                  {group.title} {group.note && <span className="cap">{group.note}</span>}
                </th>
              </tr>
            )}
            {group.rows.map((row) => (
              <Fragment key={row.key}>
                <tr className={fresh ? undefined : "two-l"}>
                  <th scope="row" className="two main">
                    {fresh ? <span className="muted">{row.field}</span> : <b>{row.field}</b>}
                    {row.note && <span className="s">{row.note}</span>}
                  </th>
                  {fresh ? (
                    <td>{row.after}</td>
                  ) : (
                    <>
                      <td className="n old" data-l={t("diff.before")}>
                        {row.before}
                      </td>
                      <td className="n new" data-l={t("diff.after")}>
                        {row.after}
                      </td>
                      <td className="n">{row.change}</td>
                    </>
                  )}
                  {verdict && <td className="c yncell">{verdict.cell(row)}</td>}
                </tr>
                {row.under && (
                  <tr className="why">
                    <td colSpan={width} className="main">
                      {row.under}
                    </td>
                  </tr>
                )}
              </Fragment>
            ))}
          </tbody>
        ))}
      </table>
      {foot && <div className="pager">{foot}</div>}
    </>
  );
}
