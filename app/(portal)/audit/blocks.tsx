import { formats, text } from "@/app/text/server";
import { Icon } from "@/app/ui/icons";
import { Link } from "@/app/ui/link";
import { href, type Query } from "@/app/ui/query";
import { Sheet } from "@/app/ui/sheet";
import { Table } from "@/app/ui/table";
import type { blocks } from "@/server/audit/queries";

/** The last seals, and, when asked, whether every one of them still agrees with its entries. */
export async function Blocks({ sealed, broken, query }: Awaited<ReturnType<typeof blocks>> & { query: Query }) {
  const [t, f] = [await text("audit"), await formats()];
  return (
    <Sheet
      id="blocks"
      title={t("blocks.title")}
      note={
        <>
          {t("blocks.note")} ·{" "}
          <Link href={`${href("/audit", query, { verify: "1" })}#blocks`}>{t("blocks.verify")}</Link>
        </>
      }
      flush
    >
      {broken && (
        <div className={broken.length ? "bd pad bad" : "bd pad good"} role="status">
          <Icon name={broken.length ? "warn" : "check"} />{" "}
          {broken.length ? (
            <>
              <b>{t("blocks.broken", { count: broken.length })}</b> {t("blocks.brokenWhy")}
              <ul>
                {broken.map((block) => (
                  <li key={`${block.seq}${block.problem}`}>
                    {t("blocks.seq")} {block.seq}: {t(`blocks.${block.problem}`)}
                  </li>
                ))}
              </ul>
            </>
          ) : (
            t("blocks.whole")
          )}
        </div>
      )}
      <Table
        caption={t("blocks.caption")}
        rows={sealed}
        rowKey={(block) => String(block.seq)}
        density="tight"
        empty={{ title: t("blocks.empty"), why: t("blocks.emptyWhy") }}
        columns={[
          { key: "seq", head: t("blocks.seq"), main: true, rowHead: true, cell: (block) => f.number(block.seq) },
          {
            key: "sealed",
            head: t("blocks.sealed"),
            label: t("blocks.sealed"),
            cell: (block) => <span className="nw">{f.instant(block.sealedAt)}</span>,
          },
          {
            key: "rows",
            head: t("blocks.rows"),
            label: t("blocks.rows"),
            align: "right",
            cell: (block) => f.number(block.rowCount),
          },
          {
            key: "hash",
            head: t("blocks.hash"),
            label: t("blocks.hash"),
            cell: (block) => (
              <span className="code" title={block.hash}>
                {block.hash.slice(0, 16)}…
              </span>
            ),
          },
        ]}
      />
    </Sheet>
  );
}
