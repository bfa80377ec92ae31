import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { TextProvider } from "@/app/text/client";
import { messages } from "@/app/text/index";
import { currentLocale, formats, text } from "@/app/text/server";
import { api, frame } from "@/app/trpc/server";
import { Link } from "@/app/ui/link";
import { Page, PageHead } from "@/app/ui/page-head";
import { one, type Query } from "@/app/ui/query";
import { type ProjectKind, projectKinds } from "@/db/schema/project-lists";
import { newId } from "@/server/ids";
import { blankOf } from "../form/blank";
import { formChoices } from "../form/choices";
import { valuesLike } from "../form/like";
import { ProjectForm } from "../form/project-form";

type Props = { searchParams: Promise<Query> };

const kindOf = (query: Query): ProjectKind | undefined => projectKinds.find((kind) => kind === one(query, "kind"));

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const [t, kind] = [await text("projects"), kindOf(await searchParams)];
  return { title: kind ? t(`edit.newTitle.${kind}`) : t("edit.chooseKind") };
}

export default async function NewProjectPage({ searchParams }: Props) {
  const [t, here, kind] = [await text("projects"), await frame(), kindOf(await searchParams)];
  // The command decides; a form that would always be refused is not shown.
  if (!here.permissions.includes("projects.write")) notFound();
  const crumbs = [
    { label: here.unit?.title ?? "Terrace", ...(here.unit && { href: `/units/${here.unit.id}` }) },
    { label: t("list.title"), href: "/projects" },
    { label: t("edit.newRecord") },
  ];
  if (!kind) return <ChooseKind crumbs={crumbs} />;
  const query = await searchParams;
  const [f, locale, caller] = [await formats(), await currentLocale(), await api()];
  const model = one(query, "like");
  const like = model ? await caller.projects.get({ id: model }) : undefined;
  const same = like?.kind === kind ? like : undefined;
  const today = f.dayOf(new Date());
  const home =
    kind !== "housing" && here.unit?.levelCode === "commune" ? { id: here.unit.id, label: here.unit.title } : undefined;
  const year = Number(today.slice(0, 4));
  return (
    <TextProvider locale={locale} messages={messages(locale, ["guard", "projects", "units"])}>
      <Page>
        <PageHead crumbs={crumbs} title={t(`edit.newTitle.${kind}`)} />
        <ProjectForm
          kind={kind}
          today={today}
          values={{
            ...blankOf(kind, { unitId: here.unit?.id ?? "", year }),
            // Most of a commune's projects lie in the commune.
            ...(home && { places: [{ id: newId(), placeId: home.id, note: "" }] }),
            ...(same && valuesLike(same, { year, today })),
          }}
          {...(await formChoices(caller, kind, here.unit?.provinceId))}
          unit={here.unit && { id: here.unit.id, label: here.unit.title }}
          // A commune's clerk registers for the commune; above it, the unit is asked for.
          pickUnit={kind !== "housing" && here.unit?.levelCode !== "commune"}
          places={same ? same.places.map(({ placeId, name }) => ({ id: placeId, label: name })) : home ? [home] : []}
          decision={same?.decisionDocument ?? undefined}
          households={[]}
          papers={[]}
        />
      </Page>
    </TextProvider>
  );
}

async function ChooseKind({ crumbs }: { crumbs: { label: string; href?: string }[] }) {
  const t = await text("projects");
  return (
    <Page>
      <PageHead crumbs={crumbs} title={t("edit.chooseKind")} facts={t("edit.chooseKindWhy")} />
      <ul className="sheet places">
        {projectKinds.map((kind) => (
          <li key={kind}>
            <Link href={`/projects/new?kind=${kind}`}>
              <span>
                <b className="block">{t(`kind.${kind}`)}</b>
                <span className="cap">{t(`edit.about.${kind}`)}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Page>
  );
}
