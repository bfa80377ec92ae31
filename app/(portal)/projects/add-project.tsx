import { text } from "@/app/text/server";
import { Link } from "@/app/ui/link";
import { projectKinds } from "@/db/schema/project-lists";

/** A button that opens the three kinds; it works without a script. */
export async function AddProject() {
  const t = await text("projects");
  return (
    <details className="usermenu">
      <summary className="btn primary">{t("list.add")}</summary>
      <div className="menu max-sm:right-auto max-sm:left-0">
        {projectKinds.map((kind) => (
          <Link key={kind} href={`/projects/new?kind=${kind}`}>
            {t(`kind.${kind}`)}
          </Link>
        ))}
      </div>
    </details>
  );
}
