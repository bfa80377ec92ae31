import { formats, text } from "@/app/text/server";
import { EmptyState } from "@/app/ui/empty-state";
import { Link } from "@/app/ui/link";
import { Columns, Sheet } from "@/app/ui/sheet";
import { Table } from "@/app/ui/table";
import type { ProjectRecord } from "@/server/projects/record";
import { AttachDeed, AttachDocumentDeed } from "./paper-actions";

/** Documents, papers and photos, each with its day and who brought it. */
export async function Papers({ project, today }: { project: ProjectRecord; today: string }) {
  const [t, f] = [await text("projects"), await formats()];
  const isPhoto = ({ mediaType, kind }: ProjectRecord["files"][number]) =>
    kind === "photo" || mediaType?.startsWith("image/") === true;
  const photos = project.files.filter(isPhoto);
  const papers = project.files.filter((file) => !isPhoto(file));
  const may = (action: ProjectRecord["may"][number]) => project.may.includes(action);
  return (
    <Columns
      {...((may("attachFile") || may("attachDocument")) && {
        side: (
          <>
            {may("attachFile") && <AttachDeed id={project.id} today={today} />}
            {may("attachDocument") && <AttachDocumentDeed id={project.id} today={today} />}
          </>
        ),
      })}
    >
      {project.documents.length > 0 && (
        <Sheet flush title={t("papers.documents", { count: project.documents.length })}>
          <Table
            caption={t("papers.documents", { count: project.documents.length })}
            rows={project.documents}
            rowKey={({ id }) => id}
            columns={[
              {
                key: "number",
                head: t("papers.number"),
                main: true,
                rowHead: true,
                cell: ({ id, number }) => <Link href={`/documents/${id}`}>{number}</Link>,
              },
              { key: "summary", head: t("papers.summary"), cell: ({ summary }) => summary },
              { key: "issuer", head: t("papers.issuer"), cell: ({ issuer }) => issuer, hide: "phone" },
              { key: "date", head: t("papers.date"), align: "right", cell: ({ issuedOn }) => f.date(issuedOn) },
            ]}
          />
        </Sheet>
      )}
      {papers.length === 0 ? (
        <Sheet flush>
          <EmptyState
            title={t("papers.files", { count: 0 })}
            why={t(may("attachFile") ? "papers.filesWhy" : "papers.filesWhose")}
          />
        </Sheet>
      ) : (
        <Sheet flush title={t("papers.files", { count: papers.length })}>
          <Table
            caption={t("papers.files", { count: papers.length })}
            rows={papers}
            rowKey={({ id }) => id}
            density="two"
            columns={[
              {
                key: "name",
                head: t("papers.name"),
                main: true,
                cell: ({ fileId, kind }) => <a href={`/api/files/${fileId}`}>{t(`file.${kind}`)}</a>,
                note: ({ caption, name }) => [caption, name].filter(Boolean).join(" · "),
              },
              {
                key: "date",
                head: t("papers.date"),
                cell: ({ takenOn }) => f.date(takenOn),
              },
              {
                key: "by",
                head: t("papers.addedBy"),
                cell: ({ attachedBy }) => attachedBy,
                note: ({ attachedAt }) => f.date(f.dayOf(attachedAt)),
              },
            ]}
          />
        </Sheet>
      )}
      {photos.length > 0 && (
        <Sheet title={t("papers.photos", { count: photos.length })}>
          <ul className="grid grid-cols-2 gap-3 min-[720px]:grid-cols-3">
            {photos.map((photo) => (
              <li key={photo.id}>
                <a href={`/api/files/${photo.fileId}`}>
                  {/* Served by ourselves, already small: nothing for an image service to do. */}
                  {/* biome-ignore lint/performance/noImgElement: next/image would fetch without the session */}
                  <img
                    src={`/api/files/${photo.fileId}`}
                    alt={photo.caption || t(`file.${photo.kind}`)}
                    width={photo.width ?? 400}
                    height={photo.height ?? 300}
                    loading="lazy"
                    className="aspect-[4/3] w-full object-cover"
                  />
                </a>
                <span>
                  <b>{photo.takenOn ? f.date(photo.takenOn) : t("papers.undated")}</b> {photo.caption}
                </span>
              </li>
            ))}
          </ul>
        </Sheet>
      )}
    </Columns>
  );
}
