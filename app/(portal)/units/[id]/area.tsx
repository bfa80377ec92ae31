import { formats, text } from "@/app/text/server";
import { Facts } from "@/app/ui/facts";
import { Link } from "@/app/ui/link";
import { Count } from "@/app/ui/money";
import { Sheet } from "@/app/ui/sheet";
import type { Unit } from "./unit";

/** What is counted in the unit as it was on the day. */
export async function Area({ unit }: { unit: Unit }) {
  const [t, f] = [await text("units"), await formats()];
  const { households, poor, projects } = unit.counts;
  return (
    <Sheet title={t("area.title")}>
      {households === null ? (
        <p className="muted">{t("area.hidden")}</p>
      ) : (
        <Facts
          label={t("area.title")}
          items={[
            {
              term: t("area.households"),
              value: <Count value={households} href={`/households?unit=${unit.id}`} />,
            },
            {
              term: t("area.projects"),
              value: <Count value={projects} href={`/projects?unit=${unit.id}`} />,
            },
            {
              term: t("area.poor"),
              value: (
                <>
                  <Count value={poor} href={`/households?unit=${unit.id}&class=poor`} />
                  {households > 0 && <span className="muted"> · {f.share(poor, households)}</span>}
                </>
              ),
            },
          ]}
        />
      )}
      <p className="mt-2">
        <Link href={`/indicators?unitId=${unit.id}`}>{t("area.seePublished")}</Link>
      </p>
    </Sheet>
  );
}
