import type { Metadata } from "next";
import { text } from "@/app/text/server";
import { api } from "@/app/trpc/server";
import { Filters } from "@/app/ui/filters";
import { Page } from "@/app/ui/page-head";
import { href, type Query } from "@/app/ui/query";
import { RecordHead } from "@/app/ui/record-head";
import { Sheet } from "@/app/ui/sheet";
import { choiceParam, dayParam } from "../units/day";
import { FilterDate } from "../units/filter-date";
import { MoneySheets, NormSheet, ProgrammeSheets, RouteSheet, StandardSheets } from "./sheets";

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await text("programmes"))("title") });

const parts = ["programmes", "money", "norms", "routes", "standards"] as const;
type Part = (typeof parts)[number];

/** Each tab asks the one procedure that knows it. */
async function Content({ part, onDate }: { part: Part; onDate: string | undefined }) {
  const caller = await api();
  const input = onDate ? { onDate } : {};
  if (part === "money") return <MoneySheets {...(await caller.programmes.money())} />;
  if (part === "norms") return <NormSheet norms={await caller.programmes.norms(input)} />;
  if (part === "routes") return <RouteSheet routes={await caller.programmes.routes(input)} />;
  if (part === "standards") return <StandardSheets standards={await caller.programmes.standards(input)} />;
  return <ProgrammeSheets programmes={await caller.programmes.list(input)} />;
}

export default async function ProgrammesPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const t = await text("programmes");
  const part = choiceParam(query, "part", parts) ?? "programmes";
  const onDate = dayParam(query, "onDate");
  return (
    <>
      <RecordHead
        crumbs={[]}
        title={t("title")}
        facts={[t("facts"), ...(part === "programmes" || part === "norms" ? [t("unverifiedNote")] : [])]}
        tabs={parts.map((key) => ({
          key,
          label: t(`parts.${key}`),
          href: href("/programmes", query, { part: key === "programmes" ? null : key }),
          current: key === part,
        }))}
      />
      <Page>
        {part !== "money" && (
          <Sheet flush>
            <Filters
              path="/programmes"
              query={query}
              names={["onDate"]}
              first={<FilterDate name="onDate" label={t("onDate")} day={onDate} />}
            />
          </Sheet>
        )}
        <Content part={part} onDate={onDate} />
      </Page>
    </>
  );
}
