import { formats, text } from "@/app/text/server";
import { type Status, statusLook } from "@/app/ui/chip";
import { Quick } from "@/app/ui/filters";
import { href, type Query } from "@/app/ui/query";
import type { ProjectList } from "@/server/projects/queries";
import { projectStages } from "@/server/projects/rules";
import { type Asked, path } from "./asked";

/** In the order of a project's life; what was refused or stopped comes last. */
const tabs = [
  "draft",
  "submitted",
  "returned",
  "approved",
  "in_progress",
  "completed",
  "in_operation",
  "settled",
  "rejected",
  "cancelled",
] as const satisfies readonly Status[];

type Props = { query: Query; input: Asked; found: ProjectList };

/** How many there are in each status, over the same filters, and the bin. */
export async function ListTabs({ query, input, found }: Props) {
  const [t, common, f] = [await text("projects"), await text("common"), await formats()];
  const binned = input.binned === true;
  const all = Object.values(found.statuses).reduce((sum, count) => sum + count, 0);
  return (
    <Quick
      label={t("list.statuses")}
      items={[
        {
          key: "all",
          label: t("list.all"),
          count: f.number(all),
          href: href(path, query, { status: null, stage: null, bin: null, late: null }),
          current: !input.status && !input.stage && !binned && !input.late,
        },
        ...tabs
          .filter((status) => found.statuses[status] > 0 || input.status === status)
          .map((status) => ({
            key: status,
            label: common(`status.${status}`),
            count: f.number(found.statuses[status]),
            icon: statusLook[status].icon,
            href: href(path, query, { status, stage: null, bin: null }),
            current:
              input.status === status ||
              (input.stage ? (projectStages[input.stage] as readonly string[]).includes(status) : false),
          })),
        ...(found.binned > 0 || binned
          ? [
              {
                key: "bin",
                label: t("list.bin"),
                count: f.number(found.binned),
                href: href(path, query, { bin: "1", status: null, stage: null, late: null }),
                current: binned,
              },
            ]
          : []),
      ]}
    />
  );
}
