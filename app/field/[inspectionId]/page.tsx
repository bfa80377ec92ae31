import { formats, text } from "@/app/text/server";
import { api } from "@/app/trpc/server";
import { BottomBar, FieldFacts, FieldHead, fieldButton, SeverityBars, WhereMark } from "@/app/ui/fieldmode";
import { Icon } from "@/app/ui/icons";
import { needsAction } from "@/server/findings/rules";
import { placeWithin } from "../place";
import { wordsForPhone } from "../words";
import { StartVisit } from "./start-visit";
import { Unfinished } from "./unfinished";

export default async function VisitPage({ params }: { params: Promise<{ inspectionId: string }> }) {
  const visit = await (await api()).inspections.get({ id: (await params).inspectionId });
  const [t, p, f, words] = [await text("field"), await text("inspections"), await formats(), await wordsForPhone()];
  const over = visit.state === "concluded" || visit.state === "cancelled";
  return (
    <>
      <FieldHead over={`${visit.code} · ${p(`kind.${visit.kind}`)}`} title={visit.projectName} />
      <main>
        <FieldFacts
          items={[
            { term: t("visit.place"), value: placeWithin(visit) || visit.unitName },
            visit.visitedOn
              ? { term: t("visit.visited"), value: f.date(visit.visitedOn) }
              : { term: t("visit.planned"), value: f.date(visit.plannedOn) },
            {
              term: t("visit.paid"),
              value: (
                <>
                  {f.millionsWithUnit(visit.paidAmount)}{" "}
                  <small>
                    {t("visit.of")} {f.millions(visit.totalAmount, 1)}
                  </small>
                </>
              ),
            },
            ...(visit.reason ? [{ term: t("visit.reason"), value: visit.reason }] : []),
          ]}
        />
        {visit.holding.length > 0 && (
          <div className="fnote fnote--you pads">
            <Icon name="warn" className="fi" />
            <span>{p("visit.holding", { count: visit.holding.length })}</span>
          </div>
        )}
        <h2>{t("visit.found", { count: visit.findings.length })}</h2>
        <ul className="flist">
          {visit.findings.map((finding, index) => (
            <li key={finding.id}>
              <a className="fitem" href={`/findings/${finding.id}`}>
                <span className="fitem__t">
                  {index + 1}. {t(`kind.${finding.kind as "other"}`)}
                </span>
                <span className="fitem__n">
                  <SeverityBars severity={finding.severity} small /> {t(`severity.${finding.severity}`)} ·{" "}
                  {t("visit.photos", { count: f.number(finding.fileCount) })} · {f.time(finding.seenAt)}
                </span>
                {needsAction(finding) && !over ? (
                  <WhereMark state="you">{t("visit.needs")}</WhereMark>
                ) : (
                  <WhereMark state="server">{t("app.arrived")}</WhereMark>
                )}
              </a>
            </li>
          ))}
        </ul>
        <Unfinished inspectionId={visit.id} may={visit.may} words={words} />
        {over && (
          <div className="fnote">
            <Icon name="check" className="fi" />
            <span>
              {t("visit.over")} {visit.conclusion}
            </span>
          </div>
        )}
        {visit.may.conclude && (
          <section className="fmore">
            <a className={fieldButton.small} href={`/field/${visit.id}/conclude`}>
              {t("visit.finish")}
            </a>
          </section>
        )}
      </main>
      <BottomBar label={t("today.bar")}>
        <a className={fieldButton.side} href="/field">
          {t("visit.back")}
        </a>
        {visit.may.start && (
          <StartVisit inspectionId={visit.id} today={visit.today} label={t("visit.start")} words={words} />
        )}
        {visit.may.record && (
          <a className={fieldButton.main} href={`/field/${visit.id}/finding`}>
            <Icon name="plus" className="fi" />
            {t("visit.record")}
          </a>
        )}
      </BottomBar>
    </>
  );
}
