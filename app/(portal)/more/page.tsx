import { text } from "@/app/text/server";
import { Page, PageHead } from "@/app/ui/page-head";
import { portalNav } from "../nav";

/** On a phone the bottom bar holds four places; the rest are here. */
export default async function MorePage() {
  const t = await text("common");
  const nav = await portalNav();
  return (
    <Page>
      <PageHead title={t("nav.more")} />
      <ul className="sheet places">
        {nav.map(({ href, label, count }) => (
          <li key={href}>
            <a href={href}>
              {label} {count ? <span className="cnt">{count}</span> : null}
            </a>
          </li>
        ))}
        <li>
          <a href="/account">{t("nav.myAccount")}</a>
        </li>
      </ul>
    </Page>
  );
}
