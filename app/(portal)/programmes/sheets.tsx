import type { ReactNode } from "react";
import { currentLocale, formats, text } from "@/app/text/server";
import { Tag } from "@/app/ui/chip";
import { EmptyState } from "@/app/ui/empty-state";
import { Link } from "@/app/ui/link";
import { Money } from "@/app/ui/money";
import { Sheet } from "@/app/ui/sheet";
import { Steps } from "@/app/ui/steps";
import { Table } from "@/app/ui/table";
import type { Names } from "@/db/schema/columns";
import type { DocumentRef, Norm, Place, Programme, ProgrammeLine, Route, Standard } from "@/server/programmes/queries";
import { lastDay } from "@/server/units/rules";
import { unitTitle } from "../units/title";

type Timed = { validFrom: string; validTo: string | null; inForce: boolean };

async function Period({ of }: { of: Timed }) {
  const [t, f] = [await text("programmes"), await formats()];
  const to = lastDay(of.validTo);
  return (
    <span className={of.inForce ? "nw" : "nw muted"}>
      {to ? t("between", { from: f.date(of.validFrom), to: f.date(to) }) : t("from", { from: f.date(of.validFrom) })}
      <span className="vh"> ({t(of.inForce ? "inForce" : "notInForce")})</span>
    </span>
  );
}

function Paper({ document }: { document: DocumentRef }): ReactNode {
  return document ? (
    <Link className="nw" href={`/documents/${document.id}`}>
      {document.number}
    </Link>
  ) : (
    <span className="zero">—</span>
  );
}

/** Where, when, and by which paper, at the head of a sheet. */
function Terms({ of }: { of: Timed & { place: Place; document: DocumentRef } }) {
  return (
    <>
      <Scope place={of.place} /> · <Period of={of} />
      {of.document && (
        <>
          {" · "}
          <Paper document={of.document} />
        </>
      )}
    </>
  );
}

async function Scope({ place }: { place: Place }) {
  const [t, locale] = [await text("programmes"), await currentLocale()];
  return place ? (
    <Link className="nw" href={`/units/${place.id}`}>
      {unitTitle(place, locale)}
    </Link>
  ) : (
    <span className="nw">{t("nation")}</span>
  );
}

async function Unverified({ unverified }: { unverified: boolean }) {
  const t = await text("programmes");
  return unverified ? (
    <>
      {" "}
      <Tag>{t("unverified")}</Tag>
    </>
  ) : null;
}

async function Nothing() {
  const t = await text("programmes");
  return (
    <Sheet>
      <EmptyState title={t("emptyTitle")} why={t("emptyWhy")} />
    </Sheet>
  );
}

/** Lines under their parents, in the order of the data. */
function inTree(lines: ProgrammeLine[], parentId: string | null = null): ProgrammeLine[] {
  return lines.filter((line) => line.parentId === parentId).flatMap((line) => [line, ...inTree(lines, line.id)]);
}

export async function ProgrammeSheets({ programmes }: { programmes: Programme[] }) {
  const [t, locale] = [await text("programmes"), await currentLocale()];
  if (!programmes.length) return <Nothing />;
  return programmes.map((programme) => (
    <Sheet
      key={programme.id}
      title={
        <>
          {programme.name[locale]}
          <Unverified unverified={programme.unverified} />
        </>
      }
      flush
    >
      <p className="bd cap">
        <Terms of={programme} />
      </p>
      <div className="lines">
        <Table
          caption={t("linesOf", { name: programme.name[locale] })}
          rows={inTree(programme.lines)}
          rowKey={(line) => line.id}
          columns={[
            {
              key: "code",
              head: t("code"),
              cell: (line) => <span className="code">{line.code}</span>,
            },
            {
              key: "line",
              head: t("line"),
              main: true,
              rowHead: true,
              cell: (line) => (
                <>
                  {line.parentId && <span aria-hidden="true">└ </span>}
                  {line.name[locale]}
                  <Unverified unverified={line.unverified} />
                </>
              ),
            },
            {
              key: "kinds",
              head: t("kinds"),
              cell: (line) => (
                <>
                  {line.kinds.length ? line.kinds.map((kind) => t(`kind.${kind}`)).join(", ") : t("noKinds")}
                  {line.poorDistrictsOnly && (
                    <>
                      {" "}
                      <Tag>{t("poorDistrictsOnly")}</Tag>
                    </>
                  )}
                </>
              ),
            },
          ]}
        />
      </div>
    </Sheet>
  ));
}

export async function MoneySheets(props: {
  sources: { code: string; name: Names; budget: boolean }[];
  capitalKinds: { code: string; name: Names }[];
}) {
  const [t, locale] = [await text("programmes"), await currentLocale()];
  return (
    <>
      <Sheet title={t("sources")} flush>
        <Table
          caption={t("sources")}
          rows={props.sources}
          rowKey={(source) => source.code}
          columns={[
            { key: "name", head: t("source"), main: true, rowHead: true, cell: (source) => source.name[locale] },
            { key: "budget", head: t("counted"), cell: (source) => t(source.budget ? "budget" : "notBudget") },
          ]}
        />
      </Sheet>
      <Sheet title={t("capitalKinds")} note={t("capitalNote")} flush>
        <Table
          caption={t("capitalKinds")}
          rows={props.capitalKinds}
          rowKey={(kind) => kind.code}
          columns={[{ key: "name", head: t("name"), main: true, rowHead: true, cell: (kind) => kind.name[locale] }]}
        />
      </Sheet>
    </>
  );
}

export async function NormSheet({ norms }: { norms: Norm[] }) {
  const [t, locale] = [await text("programmes"), await currentLocale()];
  return (
    <Sheet title={t("parts.norms")} note={t("normNote")} flush>
      <Table
        caption={t("parts.norms")}
        rows={norms}
        rowKey={(norm) => norm.id}
        density="two"
        empty={{ title: t("emptyTitle"), why: t("emptyWhy") }}
        columns={[
          {
            key: "scheme",
            head: t("scheme"),
            main: true,
            rowHead: true,
            cell: (norm) => (
              <>
                {norm.lineName[locale]}
                <Unverified unverified={norm.unverified} />
              </>
            ),
            note: (norm) => norm.programmeName[locale],
          },
          {
            key: "work",
            head: t("work"),
            cell: (norm) => <span className="nw">{t(`workKind.${norm.workKind}`)}</span>,
          },
          {
            key: "amount",
            head: t("amount"),
            unit: t("amountUnit"),
            label: t("amount"),
            align: "right",
            cell: (norm) => <Money value={norm.amount} />,
          },
          { key: "time", head: t("time"), cell: (norm) => <Period of={norm} /> },
          { key: "place", head: t("place"), cell: (norm) => <Scope place={norm.place} /> },
          {
            key: "document",
            head: t("document"),
            label: t("document"),
            cell: (norm) => <Paper document={norm.document} />,
          },
        ]}
      />
    </Sheet>
  );
}

export async function RouteSheet({ routes }: { routes: Route[] }) {
  const [t, common] = [await text("programmes"), await text("common")];
  if (!routes.length) return <Nothing />;
  return routes.map((route) => (
    <Sheet
      key={route.id}
      title={t(`subject.${route.subject.replace(".", "_") as "budget_decision"}`)}
      note={<Terms of={route} />}
    >
      <Steps
        steps={route.steps.map((step) => ({
          key: String(step.step),
          title: `${t("step", { step: String(step.step) })}: ${common(`role.${step.role}`)}`,
          note: `${t(`at.${step.at}`)} · ${t("days", { count: step.days })}`,
          state: "next" as const,
        }))}
      />
    </Sheet>
  ));
}

export async function StandardSheets({ standards }: { standards: Standard[] }) {
  const [t, f, locale] = [await text("programmes"), await formats(), await currentLocale()];
  if (!standards.length) return <Nothing />;
  return standards.map((standard) => (
    <Sheet key={standard.id} title={standard.name[locale]} note={<Terms of={standard} />}>
      <p>
        {t("rural")} <b>{f.money(standard.ruralLine)}</b> · {t("urban")} <b>{f.money(standard.urbanLine)}</b>{" "}
        {t("perPerson")}
      </p>
      <p className="cap">{t("deprivations", { count: String(standard.minDeprivations) })}</p>
      <details>
        <summary>{t("indicators", { count: standard.indicators.length })}</summary>
        <ul>
          {standard.indicators.map((indicator) => (
            <li key={indicator.code}>
              {indicator.name[locale]} <span className="muted">{indicator.dimensionName?.[locale]}</span>
            </li>
          ))}
        </ul>
      </details>
    </Sheet>
  ));
}
