import type { Metadata } from "next";
import { TextProvider } from "@/app/text/client";
import { messages } from "@/app/text/index";
import { currentLocale, formats, text } from "@/app/text/server";
import { api } from "@/app/trpc/server";
import { Facts } from "@/app/ui/facts";
import { Icon } from "@/app/ui/icons";
import { Link } from "@/app/ui/link";
import { Page } from "@/app/ui/page-head";
import type { Query } from "@/app/ui/query";
import { RecordHead } from "@/app/ui/record-head";
import { Columns, Sheet } from "@/app/ui/sheet";
import { Table } from "@/app/ui/table";
import { FindingChip, FindingName, SeverityMark } from "../../findings/look";
import { History, recordParts } from "../../history";
import { InspectionChip } from "../look";
import { EndForms, StartForm } from "./visit-forms";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await (await api()).inspections.get(await params)).code };
}

export default async function InspectionPage({ params, searchParams }: Props) {
  const visit = await (await api()).inspections.get(await params);
  const { tabs, history } = await recordParts(`/inspections/${visit.id}`, await searchParams);
  const [t, f, locale] = [await text("inspections"), await formats(), await currentLocale()];
  const open = visit.findings.filter(({ closedAt, withdrawnAt }) => !closedAt && !withdrawnAt).length;
  const acts = visit.may.start || visit.may.conclude || visit.may.cancel;
  return (
    <>
      <RecordHead
        crumbs={[
          { label: visit.unitName, href: `/units/${visit.unitId}` },
          { label: t("title"), href: "/inspections" },
          { label: visit.code },
        ]}
        title={visit.projectName}
        facts={[
          <InspectionChip key="state" inspection={visit} />,
          t(`kind.${visit.kind}`),
          visit.inspectorName,
          visit.visitedOn ? f.date(visit.visitedOn) : f.date(visit.plannedOn),
        ]}
        actions={
          (visit.may.start || visit.may.record) && (
            <a className="btn" href={`/field/${visit.id}`}>
              {t("visit.field")}
            </a>
          )
        }
        tabs={tabs}
      />
      <Page>
        {history ? (
          <History noun="inspections" recordId={visit.id} />
        ) : (
          <Columns
            side={
              acts && (
                <TextProvider locale={locale} messages={messages(locale, ["inspections"])}>
                  {visit.may.start && <StartForm inspectionId={visit.id} today={visit.today} />}
                  <EndForms
                    inspectionId={visit.id}
                    mayConclude={visit.may.conclude}
                    mayCancel={visit.may.cancel}
                    blockedBy={visit.conclusionProblem}
                  />
                </TextProvider>
              )
            }
          >
            <Sheet flush>
              <Facts
                items={[
                  {
                    term: t("visit.project"),
                    value: <Link href={`/projects/${visit.projectId}`}>{visit.projectCode}</Link>,
                  },
                  { term: t("visit.place"), value: visit.placeNames || visit.unitName },
                  { term: t("visit.plannedOn"), value: f.date(visit.plannedOn) },
                  { term: t("visit.visitedOn"), value: f.date(visit.visitedOn) },
                  { term: t("visit.inspector"), value: visit.inspectorName },
                  {
                    term: t("visit.paid"),
                    value: t("visit.paidOf", {
                      paid: f.millions(visit.paidAmount, 1),
                      total: f.millions(visit.totalAmount, 1),
                    }),
                  },
                  ...(visit.reason ? [{ term: t("visit.reason"), value: visit.reason, wide: true }] : []),
                  ...(visit.conclusion
                    ? [
                        {
                          term: visit.state === "cancelled" ? t("visit.cancelledWhy") : t("visit.conclusion"),
                          value: visit.conclusion,
                          wide: true,
                        },
                      ]
                    : []),
                ]}
              />
            </Sheet>
            <Sheet
              flush
              title={t("visit.foundHeading", { count: visit.findings.length })}
              note={visit.findings.length > 0 ? t("visit.foundOpen", { count: open }) : undefined}
            >
              {visit.holding.length > 0 && (
                <p className="guard" role="status">
                  <Icon name="warn" /> {t("visit.holding", { count: visit.holding.length })}
                </p>
              )}
              {visit.findings.length === 0 ? (
                <p className="bd muted">{t("visit.noneWhy")}</p>
              ) : (
                <Table
                  caption={t("finding.caption")}
                  density="two"
                  rows={visit.findings}
                  rowKey={(row) => row.id}
                  columns={[
                    {
                      key: "code",
                      head: t("finding.code"),
                      cell: (row) => (
                        <Link className="nw" href={`/findings/${row.id}`}>
                          {row.code}
                        </Link>
                      ),
                      rowHead: true,
                    },
                    {
                      key: "what",
                      head: t("finding.what"),
                      main: true,
                      cell: (row) => <FindingName kind={row.kind} />,
                      note: (row) => row.note || f.instant(row.seenAt),
                    },
                    {
                      key: "severity",
                      head: t("finding.severity"),
                      cell: (row) => <SeverityMark severity={row.severity} />,
                    },
                    { key: "state", head: t("finding.state"), cell: (row) => <FindingChip finding={row} /> },
                    {
                      key: "due",
                      head: t("finding.due"),
                      align: "right",
                      label: t("finding.due"),
                      cell: (row) => f.date(row.dueOn),
                    },
                    {
                      key: "photos",
                      head: t("finding.photos"),
                      align: "right",
                      hide: "phone",
                      cell: (row) => f.number(row.fileCount),
                    },
                  ]}
                />
              )}
            </Sheet>
          </Columns>
        )}
      </Page>
    </>
  );
}
