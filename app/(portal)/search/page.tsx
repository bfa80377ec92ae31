import type { Metadata } from "next";
import type { ReactNode } from "react";
import { currentLocale, formats, text } from "@/app/text/server";
import { api } from "@/app/trpc/server";
import { EmptyState } from "@/app/ui/empty-state";
import { Link } from "@/app/ui/link";
import { Page, PageHead } from "@/app/ui/page-head";
import { href, one, type Query } from "@/app/ui/query";
import { Sheet } from "@/app/ui/sheet";
import { StatusChip } from "@/app/ui/status-chip";
import { type PeriodWords, unitNote, unitTitle } from "../units/title";

// What was typed may be a person's name: it does not go into the browser's history as a title.
export const generateMetadata = async (): Promise<Metadata> => ({ title: (await text("search"))("title") });

type Item = { key: string; href: string; name: string; note: ReactNode; end: ReactNode };

export default async function SearchPage({ searchParams }: { searchParams: Promise<Query> }) {
  const q = (one(await searchParams, "q") ?? "").normalize("NFC").trim().slice(0, 100);
  const [t, units, common, f, locale, caller] = [
    await text("search"),
    (await text("units")) as unknown as PeriodWords,
    await text("common"),
    await formats(),
    await currentLocale(),
    await api(),
  ];
  const found = await caller.search.all({ q });
  const groups: { key: "households" | "projects" | "documents" | "units"; items: Item[] }[] = [
    {
      key: "households",
      items: (found.households ?? []).map((each) => ({
        key: each.id,
        href: `/households/${each.id}`,
        name: each.bornYear ? `${each.headName}, ${each.bornYear}` : each.headName,
        note: [each.villageName, each.unitName].filter(Boolean).join(", "),
        end: <span className="code">{each.code}</span>,
      })),
    },
    {
      key: "projects",
      items: (found.projects ?? []).map((each) => ({
        key: each.id,
        href: `/projects/${each.id}`,
        name: each.name,
        note: `${each.code} · ${each.unitName}`,
        end: <StatusChip status={each.status} />,
      })),
    },
    {
      key: "documents",
      items: (found.documents ?? []).map((each) => ({
        key: each.id,
        href: `/documents/${each.id}`,
        name: each.number,
        note: `${each.issuer} · ${each.summary}`,
        end: f.date(each.issuedOn),
      })),
    },
    {
      key: "units",
      items: (found.units ?? []).map((each) => ({
        key: `${each.id}${each.validFrom}`,
        href: `/units/${each.id}`,
        name: unitTitle(each, locale),
        note: unitNote(each, locale, units),
        end: null,
      })),
    },
  ];
  const some = groups.filter(({ items }) => items.length);
  return (
    <Page>
      <PageHead title={q ? t("titleOf", { q }) : t("title")} />
      {!some.length && (
        <Sheet flush>
          <EmptyState
            title={q ? t("none", { q }) : t("type")}
            why={t(q ? "noneWhy" : "typeWhy")}
            action={
              <form className="inrow" action="/search">
                <input name="q" type="search" defaultValue={q} aria-label={t("label")} autoComplete="off" />
                <button type="submit" className="btn">
                  {common("action.search")}
                </button>
              </form>
            }
          />
        </Sheet>
      )}
      {some.map(({ key, items }) => (
        <Sheet key={key} title={t(key)} note={<Link href={href(`/${key}`, {}, { q })}>{t("all")}</Link>}>
          <ul className="hits">
            {items.map((item) => (
              <li key={item.key}>
                <Link href={item.href}>{item.name}</Link>
                <span className="cap">{item.note}</span>
                {item.end && <span className="end">{item.end}</span>}
              </li>
            ))}
          </ul>
        </Sheet>
      ))}
    </Page>
  );
}
