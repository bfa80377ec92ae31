import { text } from "./text/server";

export default async function NotFound() {
  const t = await text("common");
  return (
    <div className="state">
      <h1>{t("page.notFound")}</h1>
      <p>{t("page.notFoundWhy")}</p>
      <div className="acts">
        <a className="btn" href="/">
          {t("page.toInbox")}
        </a>
      </div>
    </div>
  );
}
