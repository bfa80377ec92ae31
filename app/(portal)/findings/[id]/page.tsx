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
import { Steps } from "@/app/ui/steps";
import type { FoundFinding } from "@/server/findings/queries";
import { History, recordParts } from "../../history";
import { FindingChip, SeverityMark } from "../look";
import { Actions } from "./actions";
import { AskForm, CloseForm, ReleaseForm, WithdrawForm } from "./finding-forms";
import { Photos } from "./photos";
import { stepsOf } from "./steps-of";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await (await api()).findings.get(await params)).code };
}

export default async function FindingPage({ params, searchParams }: Props) {
  const finding = await (await api()).findings.get(await params);
  const { tabs, history } = await recordParts(`/findings/${finding.id}`, await searchParams);
  const [t, locale] = [await text("inspections"), await currentLocale()];
  return (
    <TextProvider locale={locale} messages={messages(locale, ["inspections"])}>
      <RecordHead
        crumbs={[
          { label: finding.unitName, href: `/units/${finding.unitId}` },
          { label: finding.inspectionCode, href: `/inspections/${finding.inspectionId}` },
          { label: finding.code },
        ]}
        title={t(`findingKind.${finding.kind as "other"}`)}
        facts={[
          <FindingChip key="state" finding={finding} />,
          <SeverityMark key="severity" severity={finding.severity} />,
          finding.projectName,
        ]}
        tabs={tabs}
      />
      <Page>{history ? <History noun="findings" recordId={finding.id} /> : <Content finding={finding} />}</Page>
    </TextProvider>
  );
}

/** What was found, what is to be done about it, and whose turn it is. */
async function Content({ finding }: { finding: FoundFinding }) {
  const [t, f] = [await text("inspections"), await formats()];
  const place =
    finding.latitude === null || finding.longitude === null
      ? t("record.placeNone")
      : t("record.placeSaid", {
          latitude: f.number(finding.latitude, 5),
          longitude: f.number(finding.longitude, 5),
          accuracy: f.number(finding.accuracy, 0),
        });
  return (
    <Columns
      side={
        <>
          <Sheet title={t("record.history")}>
            <Steps steps={await stepsOf(finding)} />
          </Sheet>
          {finding.may.close && <CloseForm findingId={finding.id} blockedBy={finding.closureProblem} />}
          {finding.may.ask && (
            <AskForm
              severity={finding.severity}
              findingId={finding.id}
              unit={f.inSentence(finding.unitName)}
              today={finding.today}
              open={finding.needsAction}
            />
          )}
          {finding.may.release && <ReleaseForm findingId={finding.id} />}
          {finding.may.withdraw && <WithdrawForm findingId={finding.id} />}
        </>
      }
    >
      {finding.holdsPayment && (
        <div className="guard" role="status">
          <h3>
            <Icon name="warn" /> {t("finding.holds")}
          </h3>
          <p>{t("finding.holdsWhy")}</p>
        </div>
      )}
      <Sheet flush>
        <Facts
          items={[
            {
              term: t("record.project"),
              value: (
                <>
                  <Link href={`/projects/${finding.projectId}`}>{finding.projectCode}</Link> {finding.projectName}
                </>
              ),
            },
            {
              term: t("record.inspection"),
              value: <Link href={`/inspections/${finding.inspectionId}`}>{finding.inspectionCode}</Link>,
            },
            { term: t("record.seen"), value: f.instant(finding.seenAt) },
            { term: t("record.recordedAt"), value: f.instant(finding.recordedAt) },
            { term: t("record.recorded"), value: finding.recordedByName },
            { term: t("record.place"), value: place },
            ...(finding.note ? [{ term: t("record.note"), value: finding.note, wide: true }] : []),
            ...(finding.release
              ? [
                  {
                    term: t("release.title"),
                    value: (
                      <>
                        {t("finding.released", { by: finding.release.by, number: finding.release.number ?? "—" })}.{" "}
                        {t("finding.releasedWhy", { reason: finding.release.reason })}
                      </>
                    ),
                    wide: true,
                  },
                ]
              : []),
            ...(finding.withdrawal
              ? [{ term: t("withdraw.title"), value: t("finding.withdrawn", finding.withdrawal), wide: true }]
              : []),
          ]}
        />
      </Sheet>
      <Sheet title={t("record.photosHeading", { count: finding.files.length })}>
        <Photos files={finding.files} code={finding.code} />
      </Sheet>
      <Sheet title={t("record.actionsHeading", { count: finding.actions.length })}>
        <Actions finding={finding} />
      </Sheet>
    </Columns>
  );
}
