"use client";

import { z } from "zod";
import { useText } from "@/app/text/client";
import { FileField, type SentFile } from "@/app/ui/file-field";
import { Section } from "@/app/ui/form";
import { Icon } from "@/app/ui/icons";

/** The kinds of paper that people bring when they register. Everything else is added on the record. */
export const paperKinds = ["application", "survey", "minutes", "photo"] as const;
type PaperKind = (typeof paperKinds)[number];

const sent = z.array(z.custom<SentFile>((file) => typeof (file as SentFile | null)?.id === "string")).optional();
export const papersShape = z.strictObject({ application: sent, survey: sent, minutes: sent, photo: sent });
export type PapersTyped = z.output<typeof papersShape>;

export const accepted = "application/pdf,.docx,.xlsx,image/jpeg,image/png,image/webp";

export type PaperHere = { id: string; fileId: string; kind: string; name: string };

/** What is attached already, and a place for each kind that is usually asked for. */
export function Papers({ here }: { here: PaperHere[] }) {
  const [t, common] = [useText("projects"), useText("common")];
  return (
    <>
      <Section id="papers" title={t("edit.papers")} note={t("edit.papersNote")} />
      {here.length > 0 && (
        <div className="pick mb-4">
          {here.map((paper) => (
            <div className="r" key={paper.id}>
              <span>
                {t(`file.${paper.kind as PaperKind}`)} <span className="muted">{paper.name}</span>
              </span>
              <span className="good">
                <Icon name="check" /> {common("file.sent")}
              </span>
            </div>
          ))}
        </div>
      )}
      {paperKinds.map((kind) => (
        <FileField
          key={kind}
          name={`papers.${kind}`}
          label={t(`file.${kind}`)}
          multiple
          optional
          accept={kind === "photo" ? "image/jpeg,image/png,image/webp" : accepted}
        />
      ))}
    </>
  );
}
