import type { Metadata } from "next";
import { text } from "./text/server";
import { SignInFrame } from "./ui/sign-in-frame";

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await text("common"))("page.notFound") });

/** An address that leads nowhere, whoever asks. */
export default async function NotFound() {
  const t = await text("common");
  return (
    <SignInFrame title={t("page.notFound")}>
      <p className="muted">{t("page.notFoundWhy")}</p>
      <p className="mt-4">
        <a className="btn" href="/">
          {t("page.toHome")}
        </a>
      </p>
    </SignInFrame>
  );
}
