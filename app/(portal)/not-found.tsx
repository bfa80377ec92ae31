import { text } from "@/app/text/server";
import { Page } from "@/app/ui/page-head";
import { portalNav } from "./nav";

export default async function NotFound() {
  const [t, [first]] = [await text("common"), await portalNav()];
  return (
    <Page>
      <div className="sheet">
        <div className="state left">
          <h1>{t("page.notFound")}</h1>
          <p className="muted">{t("page.notFoundWhy")}</p>
          <div className="acts">
            <a className="btn" href={first?.href ?? "/"}>
              {first ? t("page.toPlace", { place: first.label }) : t("page.toHome")}
            </a>
          </div>
        </div>
      </div>
    </Page>
  );
}
