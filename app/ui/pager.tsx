import { formats, text } from "@/app/text/server";
import { Link } from "./link";
import { pagesShown } from "./pages-shown";
import { href, type Query } from "./query";

type PagerProps = {
  page: number;
  pageSize: number;
  total: number;
  path: string;
  query: Query;
  /** What is counted: "dự án". */
  things?: string;
};

export async function Pager({ page, pageSize, total, path, query, things }: PagerProps) {
  const [t, f] = [await text("common"), await formats()];
  if (total === 0) return null;
  const last = Math.max(1, Math.ceil(total / pageSize));
  const ends = {
    from: f.number((page - 1) * pageSize + 1),
    to: f.number(Math.min(page * pageSize, total)),
    total: f.number(total),
  };
  const to = (target: number) => href(path, query, { page: target });
  return (
    <div className="pager">
      <span>{things ? t("pager.rangeOf", { ...ends, things }) : t("pager.range", ends)}</span>
      <span className="sp" />
      {last > 1 && (
        <nav className="pp" aria-label={t("pager.label")}>
          {page > 1 ? (
            <Link href={to(page - 1)} rel="prev">
              {t("pager.previous")}
            </Link>
          ) : (
            <span className="off">{t("pager.previous")}</span>
          )}
          {pagesShown(page, last).map((each, index) =>
            each === 0 ? (
              <span key={`gap${index}`} className="off">
                …
              </span>
            ) : (
              <Link
                key={each}
                href={to(each)}
                aria-label={t("pager.page", { page: f.number(each) })}
                aria-current={each === page ? "page" : undefined}
              >
                {f.number(each)}
              </Link>
            ),
          )}
          {page < last ? (
            <Link href={to(page + 1)} rel="next">
              {t("pager.next")}
            </Link>
          ) : (
            <span className="off">{t("pager.next")}</span>
          )}
        </nav>
      )}
    </div>
  );
}
