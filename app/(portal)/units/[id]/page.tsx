import type { Metadata } from "next";
import { currentLocale, formats, text } from "@/app/text/server";
import { api } from "@/app/trpc/server";
import { Page } from "@/app/ui/page-head";
import { href, type Query } from "@/app/ui/query";
import { RecordHead } from "@/app/ui/record-head";
import { Columns } from "@/app/ui/sheet";
import { inForceOn, isInForce } from "@/server/units/rules";
import { choiceParam, dayParam } from "../day";
import { unitInSentence, unitTitle } from "../title";
import { Area } from "./area";
import { Below } from "./below";
import { headFacts } from "./head-facts";
import { Lenses } from "./lenses";
import { Meaning } from "./meaning";
import { Names } from "./names";
import { Origin } from "./origin";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> };

const parts = ["origin", "below", "names"] as const;

async function read({ params, searchParams }: Props) {
  const [{ id }, query] = [await params, await searchParams];
  const onDate = dayParam(query, "onDate");
  return { query, unit: await (await api()).units.get({ id, ...(onDate && { onDate }) }) };
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const unit = await (await api()).units.option({ id: (await params).id });
  return { title: unitTitle(unit, await currentLocale()) };
}

export default async function UnitPage(props: Props) {
  const { query, unit } = await read(props);
  const [t, f, locale] = [await text("units"), await formats(), await currentLocale()];
  const part = choiceParam(query, "part", parts) ?? "origin";
  const path = `/units/${unit.id}`;
  const now = inForceOn(unit.versions, unit.onDate) ?? unit.versions.at(-1)!;
  const shown = isInForce(now, unit.onDate);
  return (
    <>
      <RecordHead
        crumbs={[
          { label: t("title"), href: "/units" },
          ...(now.parent
            ? [{ label: unitTitle(now.parent, locale), href: now.parentId ? `/units/${now.parentId}` : undefined }]
            : []),
        ]}
        title={unitTitle(now, locale)}
        facts={await headFacts(unit)}
        tabs={parts.map((key) => ({
          key,
          label: t(`tab.${key}`),
          href: href(path, query, { part: key === "origin" ? null : key }),
          count: key === "below" ? f.number(unit.children.length) : undefined,
          current: key === part,
        }))}
      />
      <Page>
        {part === "origin" && (
          <Columns side={<Meaning unit={unit} query={query} path={path} />}>
            <Origin unit={unit} />
            {shown && <Lenses unitId={unit.id} unitName={unitInSentence(now, locale)} path={path} query={query} />}
            <Area unit={unit} />
          </Columns>
        )}
        {part === "below" && <Below unit={unit} />}
        {part === "names" && <Names unit={unit} />}
      </Page>
    </>
  );
}
