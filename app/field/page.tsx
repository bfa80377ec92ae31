import { currentLocale, formats, text } from "@/app/text/server";
import { api } from "@/app/trpc/server";
import { BottomBar, FieldHead, fieldButton, WhereMark } from "@/app/ui/fieldmode";
import { daysBetween } from "@/app/ui/format";
import { Icon } from "@/app/ui/icons";
import type { Visit } from "@/server/inspections/planning-queries";
import { placeWithin } from "./place";

async function VisitCard({ visit, today }: { visit: Visit; today: string }) {
  const [t, f] = [await text("field"), await formats()];
  const late = visit.group === "next" ? daysBetween(visit.plannedOn, today) : 0;
  const look = { running: "fitem fitem--next", next: "fitem", done: "fitem fitem--quiet" }[visit.group];
  const found = visit.findings ? t("today.found", { count: f.number(visit.findings) }) : t("today.foundNone");
  return (
    <li>
      <a className={look} href={`/field/${visit.id}`}>
        <span className="fitem__t">{visit.projectName}</span>
        <span className="fitem__p">
          {visit.unitName}
          {placeWithin(visit) && ` · ${placeWithin(visit)}`}
        </span>
        <span className="fitem__n">
          {visit.group === "next" ? t("today.planned", { date: f.date(visit.plannedOn) }) : found}
        </span>
        {visit.group === "done" && (
          <WhereMark state="server">
            {t("app.arrived")} · {f.time(visit.concludedAt)}
          </WhereMark>
        )}
        {visit.group !== "done" && visit.answered > 0 && (
          <WhereMark state="you">{t("today.verify", { count: f.number(visit.answered) })}</WhereMark>
        )}
        {late > 0 && <WhereMark state="you">{t("today.late", { days: f.number(late) })}</WhereMark>}
      </a>
    </li>
  );
}

export default async function TodayPage() {
  const { today, visits } = await (await api()).inspections.today();
  const [t, f, locale] = [await text("field"), await formats(), await currentLocale()];
  const weekday = new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" }).format(new Date(today));
  const of = (group: Visit["group"]) => visits.filter((visit) => visit.group === group);
  const first = of("running")[0] ?? of("next")[0];
  return (
    <>
      <FieldHead title={t("today.title")} />
      <main>
        <p className="fitem__p">
          {t("today.facts", {
            day: `${weekday.charAt(0).toUpperCase()}${weekday.slice(1)}, ${f.date(today)}`,
            count: f.number(visits.length),
            done: f.number(of("done").length),
          })}
        </p>
        {visits.length === 0 && (
          <div className="fnote">
            <Icon name="clipboard" className="fi" />
            <span>
              <b>{t("today.none")}</b> {t("today.noneWhy")}
            </span>
          </div>
        )}
        {(["running", "next", "done"] as const).map(
          (group) =>
            of(group).length > 0 && (
              <section key={group} aria-label={t(`today.${group}`)}>
                <h2>
                  {t(`today.${group}`)} {group === "done" && <small>· {f.number(of(group).length)}</small>}
                </h2>
                <ul className="flist">
                  {of(group).map((visit) => (
                    <VisitCard key={visit.id} visit={visit} today={today} />
                  ))}
                </ul>
              </section>
            ),
        )}
      </main>
      <BottomBar label={t("today.bar")}>
        <a className={fieldButton.side} href="/inspections">
          {t("today.office")}
        </a>
        {first ? (
          <a className={fieldButton.main} href={`/field/${first.id}`}>
            {first.group === "running" ? t("today.go") : t("today.begin")}
          </a>
        ) : (
          <a className={fieldButton.main} href="/inspections/new">
            {t("today.plan")}
          </a>
        )}
      </BottomBar>
    </>
  );
}
