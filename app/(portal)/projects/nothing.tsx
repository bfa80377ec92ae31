import { text } from "@/app/text/server";
import { EmptyState } from "@/app/ui/empty-state";
import { Link } from "@/app/ui/link";
import { href, type Query } from "@/app/ui/query";
import { AddProject } from "./add-project";
import { filterNames, path, tabFilters } from "./asked";

type Props = { binned: boolean; filtered: boolean; mayWrite: boolean; query: Query };

/** Why the list is empty, and the way on. */
export async function Nothing(props: Props) {
  const [t, common] = [await text("projects"), await text("common")];
  if (props.binned) return <EmptyState title={t("list.binEmpty")} why={t("list.binEmptyWhy")} />;
  if (props.filtered) {
    const cleared = Object.fromEntries([...filterNames, ...tabFilters].map((name) => [name, null]));
    return (
      <EmptyState
        title={common("table.emptyFiltered")}
        why={common("table.emptyFilteredWhy")}
        action={
          <Link className="btn" href={href(path, props.query, cleared)}>
            {common("action.clearFilter")}
          </Link>
        }
      />
    );
  }
  return (
    <EmptyState title={t("list.empty")} why={t("list.emptyWhy")} {...(props.mayWrite && { action: <AddProject /> })} />
  );
}
