import type { z } from "zod";
import type { Names } from "@/db/schema/columns";
import { row, rowByValue, rows, type Tx } from "../db";
import { foldNumber, likePattern, literally } from "../fold";
import { pageSize } from "../inputs";
import { Problem } from "../problem";
import { type Scope, withinText } from "../trpc";
import type { documentSorts, listDocumentsInput } from "./inputs";

export type DocumentRow = {
  id: string;
  number: string;
  kind: string;
  issuer: string;
  issuedOn: string;
  effectiveOn: string | null;
  summary: string;
  fileId: string | null;
};

/** Papers of one's reach, and those that the province or the nation made public to all its staff. */
export const readableDocument = (alias: string) =>
  `(${withinText(alias, "documents.read")} or ${alias}.unit_id = any ((select app.home())::uuid[]))`;
const readable = readableDocument("d");

const columns = `d.id, d.number, d.kind, d.issuer, d.issued_on as "issuedOn", d.effective_on as "effectiveOn", d.summary, d.file_id as "fileId"`;

const orders: Record<(typeof documentSorts)[number], string> = {
  issued: "d.issued_on desc, d.number_folded",
  number: "d.number_folded, d.issued_on desc",
};

/** One page of the register with the exact total, in one statement. */
export async function listDocuments(
  tx: Tx,
  _scope: Scope<"documents.read">,
  input: z.output<typeof listDocumentsInput>,
) {
  const found = await rowByValue<{ total: number; items: DocumentRow[] | null }>(
    tx,
    `documents.list.${input.sort}`,
    `with matching as (
       select d.id, d.issued_on, d.number_folded from documents d
        where ${readable}
          and ($1 = '%%' or d.search_folded like $1 or d.number_folded like $2)
          and ($3::text is null or d.kind = $3)
          and ($4::int is null or extract(year from d.issued_on) = $4)
     )
     select (select count(*)::int from matching) as total,
            (select jsonb_agg(to_jsonb(page) - 'place') from (
               select row_number() over (order by ${orders[input.sort]}) as place, ${columns}
                 from documents d
                where d.id in (select m.id from matching m order by ${orders[input.sort].replaceAll("d.", "m.")} limit ${pageSize} offset $5)
                order by place) page) as items`,
    [
      likePattern(input.q),
      `%${literally(foldNumber(input.q))}%`,
      input.kind ?? null,
      input.year ?? null,
      (input.page - 1) * pageSize,
    ],
  );
  return { total: found?.total ?? 0, items: found?.items ?? [] };
}

/** Whether the person may cite a document: what they cannot read is for them not there. */
export const isReadable = async (tx: Tx, documentId: string): Promise<boolean> =>
  (await row(tx, "documents.readable", `select 1 from documents d where d.id = $1 and ${readable}`, [documentId])) !==
  undefined;

/** A document that the person may read. */
export async function getDocument(tx: Tx, _scope: Scope, documentId: string) {
  const found = await row<
    DocumentRow & {
      unitId: string;
      unit: { name: string; title: Names };
      provinceId: string;
      registeredAt: Date;
      registeredBy: string | null;
      fileName: string | null;
      mayCorrect: boolean;
    }
  >(
    tx,
    "documents.get",
    `select ${columns}, d.unit_id as "unitId", jsonb_build_object('name', u.name, 'title', y.title) as unit, d.province_id as "provinceId", d.registered_at as "registeredAt", p.name as "registeredBy", f.name as "fileName",
            app.reaches('documents.register', d.unit_id, d.province_id) as "mayCorrect"
       from documents d join units u on u.id = d.unit_id join unit_types y on y.code = u.type_code
       left join people p on p.id = d.registered_by left join files f on f.id = d.file_id
      where d.id = $1 and ${readable}`,
    [documentId],
  );
  if (!found) throw new Problem("not_found");
  return found;
}

/** For pickers: the few best by number or words. */
export async function searchDocuments(tx: Tx, _scope: Scope<"documents.read">, typed: string) {
  return rows<{ id: string; number: string; issuer: string; issuedOn: string; summary: string }>(
    tx,
    "documents.search",
    `select d.id, d.number, d.issuer, d.issued_on as "issuedOn", d.summary from documents d
      where ${readable} and (d.search_folded like $1 or d.number_folded like $2)
      order by (d.number_folded like $3) desc, d.issued_on desc limit 10`,
    [likePattern(typed), `%${literally(foldNumber(typed))}%`, `${literally(foldNumber(typed))}%`],
  );
}
