import type { Metadata } from "next";
import { currentLocale, formats, text } from "@/app/text/server";
import { api } from "@/app/trpc/server";
import { Facts } from "@/app/ui/facts";
import { Link } from "@/app/ui/link";
import { Page } from "@/app/ui/page-head";
import { href, type Query } from "@/app/ui/query";
import { RecordHead } from "@/app/ui/record-head";
import { Sheet } from "@/app/ui/sheet";
import { History } from "../../history";
import { choiceParam } from "../../units/day";
import { unitTitle } from "../../units/title";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> };

const parts = ["facts", "history"] as const;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await (await api()).documents.get(await params)).number };
}

export default async function DocumentPage({ params, searchParams }: Props) {
  const [{ id }, query] = [await params, await searchParams];
  const [t, f, locale, caller] = [await text("documents"), await formats(), await currentLocale(), await api()];
  const document = await caller.documents.get({ id });
  const { documentKinds = [] } = await caller.programmes.codes({ lists: ["documentKinds"] });
  const part = choiceParam(query, "part", parts) ?? "facts";
  return (
    <>
      <RecordHead
        crumbs={[{ label: t("title"), href: "/documents" }]}
        title={document.number}
        facts={[document.issuer, f.date(document.issuedOn)]}
        actions={
          document.mayCorrect && (
            <Link className="btn" href={`/documents/${id}/correct`}>
              {t("correct")}
            </Link>
          )
        }
        tabs={parts.map((key) => ({
          key,
          label: t(`parts.${key}`),
          href: href(`/documents/${id}`, query, { part: key === "facts" ? null : key }),
          current: key === part,
        }))}
      />
      <Page>
        {part === "history" ? (
          <History noun="documents" recordId={id} />
        ) : (
          <Sheet title={document.summary}>
            <Facts
              items={[
                { term: t("number"), value: <span className="code">{document.number}</span> },
                {
                  term: t("kind"),
                  value: documentKinds.find(({ code }) => code === document.kind)?.name[locale] ?? document.kind,
                },
                { term: t("issuer"), value: document.issuer },
                { term: t("issuedOn"), value: f.date(document.issuedOn) },
                { term: t("effectiveOn"), value: f.date(document.effectiveOn ?? document.issuedOn) },
                {
                  term: t("file"),
                  value: document.fileId ? (
                    <a href={`/api/files/${document.fileId}`}>{t("openFile", { name: document.fileName ?? "" })}</a>
                  ) : (
                    t("fileNone")
                  ),
                },
                { term: t("registeredAt"), value: unitTitle(document.unit, locale) },
                {
                  term: t("registeredBy"),
                  value: document.registeredBy && `${document.registeredBy}, ${f.instant(document.registeredAt)}`,
                },
              ]}
            />
          </Sheet>
        )}
      </Page>
    </>
  );
}
