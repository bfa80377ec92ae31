import { currentLocale, formats, text } from "@/app/text/server";
import { Link } from "@/app/ui/link";
import { Count, Money } from "@/app/ui/money";
import { Sheet } from "@/app/ui/sheet";
import { Table } from "@/app/ui/table";
import type { Overview, PublishedFigure } from "@/server/dashboard/queries";

/** A unit's last day is the one before its successor's first. */
const dayBefore = (iso: string) => new Date(Date.parse(iso) - 86_400_000).toISOString().slice(0, 10);

/** The provinces of the nation, or the units of a province, each a way to its own overview. */
export async function PartsSheet({ found }: { found: Overview }) {
  const [t, f, c] = [await text("dashboard"), await formats(), await text("common")];
  const of = (path: string, unit: string, more = "") => `${path}?unit=${unit}&year=${found.year}${more}`;
  return (
    <Sheet title={t("parts.heading", { count: f.number(found.parts.length) })} note={t("parts.note")} flush>
      <Table
        caption={t("parts.note")}
        rows={found.parts}
        rowKey={({ id }) => id}
        columns={[
          {
            key: "unit",
            head: t("parts.unit"),
            main: true,
            cell: ({ id, title, endedOn }) => (
              <>
                <Link href={of("/dashboard", id)}>{title}</Link>{" "}
                {endedOn && <span className="cap">{t("parts.until", { date: f.date(dayBefore(endedOn)) })}</span>}
              </>
            ),
          },
          {
            key: "projects",
            head: t("parts.projects"),
            align: "right",
            label: t("parts.projects"),
            cell: ({ id, projects }) => <Count value={projects} href={of("/projects", id)} />,
          },
          {
            key: "helped",
            head: t("parts.helped"),
            align: "right",
            label: t("parts.helped"),
            cell: ({ id, helped }) => <Count value={helped} href={`/households?unit=${id}&helped=${found.year}`} />,
          },
          {
            key: "received",
            head: t("parts.received"),
            unit: c("measure.millionDong"),
            align: "right",
            label: t("parts.received"),
            cell: ({ id, received }) => <Money value={received} href={of("/budgets", id)} />,
          },
          {
            key: "paid",
            head: t("parts.paid"),
            unit: c("measure.millionDong"),
            align: "right",
            label: t("parts.paid"),
            cell: ({ id, paid }) => <Money value={paid} href={of("/budgets", id)} />,
          },
          {
            key: "share",
            head: t("parts.share"),
            align: "right",
            hide: "phone",
            cell: ({ received, paid }) => f.share(paid, received),
          },
        ]}
      />
    </Sheet>
  );
}

export async function PublishedSheet({ found }: { found: Overview }) {
  const [t, f, locale] = [await text("dashboard"), await formats(), await currentLocale()];
  const value = (figure: PublishedFigure) =>
    t(`published.${figure.qualifier as "exact"}`, { value: f.number(figure.value), to: f.number(figure.valueTo) });
  const said = (period: string) => (/^\d{4}-\d{2}-\d{2}$/.test(period) ? f.date(period) : period.replace("-", "–"));
  return (
    <Sheet title={t("published.heading")} note={t("published.note")} flush>
      <Table
        caption={t("published.heading")}
        rows={found.published}
        density="two"
        rowKey={({ code, period }) => `${code} ${period}`}
        columns={[
          {
            key: "name",
            head: t("published.name"),
            main: true,
            cell: ({ name }) => name[locale],
            note: ({ code }) => (
              <>
                {code} · <span className="tag">{t("published.mark")}</span>
              </>
            ),
          },
          {
            key: "value",
            head: t("published.value"),
            align: "right",
            cell: (figure) => <b>{value(figure)}</b>,
            note: ({ measure }) => measure[locale],
          },
          {
            key: "period",
            head: t("published.period"),
            cell: ({ period }) => <span className="nw">{said(period)}</span>,
          },
          {
            key: "source",
            head: t("published.source"),
            cell: ({ source, sourceUrl, publishedOn }) => (
              <>
                {sourceUrl ? (
                  <a href={sourceUrl} rel="noreferrer">
                    {source}
                  </a>
                ) : (
                  source
                )}{" "}
                <span className="cap nw">{f.date(publishedOn)}</span>
              </>
            ),
          },
        ]}
      />
      <p className="bd">
        <Link href={`/indicators?unit=${found.place.id}`}>{t("published.all")}</Link>
      </p>
    </Sheet>
  );
}
