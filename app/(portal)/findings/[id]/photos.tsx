import { text } from "@/app/text/server";
import type { FileRef } from "@/server/findings/queries";

/** Pictures as they are stored; other papers as links. Sizes are known, so the page does not jump. */
export async function Photos({ files, code }: { files: FileRef[]; code: string }) {
  const t = await text("inspections");
  if (files.length === 0) return null;
  return (
    <ul className="photos">
      {files.map((file, index) => (
        <li key={file.id}>
          <a href={`/api/files/${file.id}`}>
            {file.mediaType.startsWith("image/") ? (
              // biome-ignore lint/performance/noImgElement: stored at the size it is shown, read under the person's own rights
              <img
                src={`/api/files/${file.id}`}
                width={file.width ?? 800}
                height={file.height ?? 600}
                alt={t("record.photo", { number: String(index + 1), code })}
                loading="lazy"
              />
            ) : (
              t("action.evidence", { number: String(index + 1), name: file.name })
            )}
          </a>
        </li>
      ))}
    </ul>
  );
}
