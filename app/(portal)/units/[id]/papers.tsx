import { text } from "@/app/text/server";
import { Link } from "@/app/ui/link";
import type { UnitLink } from "./unit";

/** The decisions by which it came about, each once. */
export async function Papers({ links }: { links: UnitLink[] }) {
  const t = await text("units");
  const papers = [...new Map(links.flatMap(({ document }) => (document ? [[document.id, document]] : []))).values()];
  if (!papers.length) return null;
  return (
    <p className="bd flex flex-wrap gap-3">
      {papers.map((paper) => (
        <Link key={paper.id} href={`/documents/${paper.id}`}>
          {t("lineage.document", { number: paper.number })}
        </Link>
      ))}
    </p>
  );
}
