import { currentLocale, formats, text } from "@/app/text/server";
import { Tag } from "@/app/ui/chip";
import { Link } from "@/app/ui/link";
import { Count, Money } from "@/app/ui/money";
import { href, one, type Query } from "@/app/ui/query";
import { Sheet } from "@/app/ui/sheet";
import { Table } from "@/app/ui/table";
import type { Overview } from "@/server/dashboard/queries";
import { lastDay } from "@/server/units/rules";
import { isPublished, periodWord, publishedValue, type ValueWords } from "../indicators/value";
import { unitTitle } from "../units/title";

/** A page of overview stays one; the whole list is a link away. */
const partsShown = 15;
const figuresShown = 10;

/** The provinces of the nation, or the units of a province, each a way to its own overview. */
export async function PartsSheet({ found, query }: { found: Overview; query: Query }) {
  const [t, f, c, locale] = [await text("dashboard"), await formats(), await text("common"), await currentLocale()];
  const { length } = found.parts;
  const whole = one(query, "parts") === "all" || length <= partsShown + 3;
  const of = (path: string, unit: string, more = "") => `${path}?unit=${unit}&year=${found.year}${more}`;
  return (
    <Sheet title={t("parts.heading", { count: length })} note={t("parts.note")} flush>
      <Table
        caption={t("parts.note")}
        rows={whole ? found.parts : found.parts.slice(0, partsShown)}
        rowKey={({ id }) => id}
        columns={[
          {
            key: "unit",
            head: t("parts.unit"),
            main: true,
            cell: (part) => (
              <>
                <Link href={of("/dashboard", part.id)}>{unitTitle(part, locale)}</Link>{" "}
                {part.endedOn && (
                  <span className="cap">{t("parts.until", { date: f.date(lastDay(part.endedOn)) })}</span>
                )}
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
      {!whole && (
        <p className="pager">
          <Link href={href("/dashboard", query, { parts: "all" })}>{t("parts.all", { count: length })}</Link>
        </p>
      )}
    </Sheet>
  );
}

export async function PublishedSheet({ found }: { found: Overview }) {
  const [t, i, f, locale] = [await text("dashboard"), await text("indicators"), await formats(), await currentLocale()];
  const elsewhere = found.published.some(({ place }) => place.id !== found.place.id);
  return (
    <Sheet title={t("published.heading")} note={t("published.note")} flush>
      <Table
        caption={t("published.heading")}
        rows={found.published.slice(0, figuresShown)}
        density="two"
        rowKey={({ id }) => id}
        columns={[
          {
            key: "name",
            head: t("published.name"),
            main: true,
            cell: ({ name }) => name[locale],
            note: (figure) => (
              <>
                <span className="code">{figure.code}</span> ·{" "}
                <Tag>{t(isPublished(figure) ? "published.mark" : "published.sample")}</Tag>
              </>
            ),
          },
          {
            key: "value",
            head: t("published.value"),
            align: "right",
            cell: (figure) => <b>{publishedValue(i as unknown as ValueWords, f, figure)}</b>,
            note: ({ measure }) => measure[locale],
          },
          {
            key: "period",
            head: t("published.period"),
            cell: ({ period }) => <span className="nw">{periodWord(f, period)}</span>,
          },
          ...(elsewhere
            ? [
                {
                  key: "place",
                  head: t("published.place"),
                  cell: ({ place }: Overview["published"][number]) => (
                    <span className="nw">{unitTitle(place, locale)}</span>
                  ),
                },
              ]
            : []),
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
      <p className="pager">
        <Link href={href("/indicators", {}, found.place.rank ? { unitId: found.place.id } : {})}>
          {t("published.all")}
        </Link>
      </p>
    </Sheet>
  );
}
