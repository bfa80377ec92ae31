import "./globals.css";
import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { fontClasses } from "./fonts";
import { currentLocale, currentTheme } from "./text/server";

// Every page is about who is signed in; the nonce of the content policy needs it too.
export const dynamic = "force-dynamic";

export const metadata: Metadata = { title: { default: "Terrace", template: "%s – Terrace" }, robots: { index: false } };
export const viewport: Viewport = { width: "device-width", initialScale: 1 };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, theme] = await Promise.all([currentLocale(), currentTheme()]);
  return (
    <html lang={locale} data-theme={theme} className={fontClasses}>
      <body>{children}</body>
    </html>
  );
}
