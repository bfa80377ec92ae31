import type { Metadata } from "next";
import { TextProvider } from "@/app/text/client";
import { messages } from "@/app/text/index";
import { currentLocale, formats, text } from "@/app/text/server";
import { api } from "@/app/trpc/server";
import { Page, PageHead } from "@/app/ui/page-head";
import type { DetailsOf } from "@/server/projects/kinds";
import { formChoices } from "../../form/choices";
import { ProjectForm } from "../../form/project-form";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await text("projects"))("record.edit") };
}

export default async function EditProjectPage({ params }: Props) {
  const [caller, { id }] = [await api(), await params];
  const { project, values } = await caller.projects.forEdit({ id });
  const [t, f, locale] = [await text("projects"), await formats(), await currentLocale()];
  const { id: _, version, ...content } = values;
  const { details } = project;
  return (
    <TextProvider locale={locale} messages={messages(locale, ["guard", "projects", "units"])}>
      <Page>
        <PageHead
          crumbs={[
            { label: project.unit.name, href: `/units/${project.unit.id}` },
            { label: t("list.title"), href: "/projects" },
            { label: <span className="code">{project.code}</span>, href: `/projects/${project.id}` },
          ]}
          title={t("edit.editTitle", { code: project.code })}
          facts={project.name}
        />
        <ProjectForm
          kind={project.kind}
          record={{ id: project.id, version }}
          today={f.dayOf(new Date())}
          values={{ unitId: project.unit.id, ...content, papers: {} }}
          {...(await formChoices(caller, project.kind, project.provinceId))}
          pickUnit={false}
          places={project.places.map(({ placeId, name }) => ({ id: placeId, label: name }))}
          decision={project.decisionDocument ?? undefined}
          households={
            details.kind === "livelihood"
              ? details.households.map(({ householdId, headName, code, classAtJoining }) => ({
                  id: householdId,
                  name: headName,
                  note: code,
                  class: classAtJoining,
                }))
              : []
          }
          household={details.kind === "housing" ? householdOption(details) : undefined}
          papers={project.files.map((file) => ({
            id: file.id,
            fileId: file.fileId,
            kind: file.kind,
            name: file.caption || (file.name ?? ""),
          }))}
        />
      </Page>
    </TextProvider>
  );
}

const householdOption = ({ household, householdId, householdCode, memberCount }: DetailsOf["housing"]) => ({
  id: householdId,
  label: household?.headName ?? householdCode,
  note: householdCode,
  members: memberCount,
});
