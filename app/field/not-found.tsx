import { text } from "@/app/text/server";
import { FieldHead } from "@/app/ui/fieldmode";

export default async function NotFound() {
  const [t, field] = [await text("common"), await text("field")];
  return (
    <>
      <FieldHead title={t("page.notFound")} />
      <main className="fstack">
        <p>{t("page.notFoundWhy")}</p>
        <a className="fbtn" href="/field">
          {t("page.toPlace", { place: field("today.title") })}
        </a>
      </main>
    </>
  );
}
