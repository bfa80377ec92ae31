import type { Metadata } from "next";
import { TextProvider } from "@/app/text/client";
import { messages } from "@/app/text/index";
import { currentLocale, formats, text } from "@/app/text/server";
import { api } from "@/app/trpc/server";
import { Link } from "@/app/ui/link";
import { Page } from "@/app/ui/page-head";
import { one, type Query } from "@/app/ui/query";
import { RecordHead } from "@/app/ui/record-head";
import { Band, Columns } from "@/app/ui/sheet";
import { History } from "../../history";
import { unitTitle } from "../../units/title";
import { DeprivationSheet } from "./deprivations";
import { MemberSheet } from "./members";
import { PrintButton } from "./print-button";
import { ClassSheet, DwellingSheet, FamilySheet, PlaceSheet, SeenSheet } from "./side";
import { FamilySupportSheet, SupportSheet } from "./supports";
import { VerdictSheet } from "./verdict";

const tabs = ["record", "history"] as const;

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> };

/** The name of a poor household does not belong into a browser's history. */
export async function generateMetadata(): Promise<Metadata> {
  return { title: (await text("households"))("list.title") };
}

export default async function HouseholdPage({ params, searchParams }: Props) {
  const [{ id }, query] = [await params, await searchParams];
  const tab = one(query, "tab") === "history" ? "history" : "record";
  const asked = await api();
  const [household, supports] = await Promise.all([
    asked.households.get({ id }),
    asked.supports.ofHousehold({ householdId: id }),
  ]);
  const [t, f, locale] = [await text("households"), await formats(), await currentLocale()];
  const living = household.endedOn === null;
  const may = (permission: (typeof household.may)[number]) => living && household.may.includes(permission);
  const heir = household.unit.validTo && household.successors.find(({ part }) => !part);
  const now = heir || { ...household.unit, id: household.unitId };
  const split = household.origin
    ? t("head.splitFrom", { name: household.origin.headName, date: f.date(household.splitOn) })
    : household.splitOn && t("head.splitHidden", { date: f.date(household.splitOn) });
  return (
    <TextProvider locale={locale} messages={messages(locale, ["households"])}>
      <RecordHead
        crumbs={[
          { label: unitTitle(now, locale), href: `/units/${now.id}` },
          ...(household.villageName ? [{ label: t("place.village", { name: household.villageName }) }] : []),
          { label: t("list.title"), href: "/households" },
        ]}
        title={t("head.title", { name: household.headName })}
        facts={[
          <span key="code" className="code">
            {household.code}
          </span>,
          t("head.members", { count: household.memberCount }),
          household.ethnicityName && t("head.ethnicity", { name: household.ethnicityName[locale] }),
          split,
        ].filter(Boolean)}
        actions={
          <>
            <PrintButton>{t("head.print")}</PrintButton>
            {may("households.write") && (
              <Link className="btn" href={`/households/${id}/edit`}>
                {t("head.edit")}
              </Link>
            )}
            {may("supports.record") && (
              <Link className="btn primary" href={`/households/${id}/supports/new`}>
                {t("head.addSupport")}
              </Link>
            )}
          </>
        }
        tabs={tabs.map((key) => ({
          key,
          label: t(`head.${key}`),
          href: key === "record" ? `/households/${id}` : `/households/${id}?tab=${key}`,
          current: key === tab,
        }))}
      />
      {!living && <Band>{t("head.ended", { date: f.date(household.endedOn) })}</Band>}
      <Page>
        {tab === "history" ? (
          <History noun="households" recordId={id} />
        ) : (
          <Columns
            side={
              <>
                <ClassSheet household={household} />
                <PlaceSheet household={household} />
                <DwellingSheet household={household} />
                <FamilySheet household={household} />
                <SeenSheet household={household} />
              </>
            }
          >
            <VerdictSheet household={household} />
            <DeprivationSheet household={household} supports={supports} />
            <SupportSheet supports={supports} />
            <FamilySupportSheet supports={supports} />
            <MemberSheet household={household} mayWrite={may("households.write")} />
          </Columns>
        )}
      </Page>
    </TextProvider>
  );
}
