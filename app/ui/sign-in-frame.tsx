import type { ReactNode } from "react";
import { text } from "@/app/text/server";
import { Mark } from "./icons";

/** The door: the terraces at the left, one column at the right. */
export async function SignInFrame({ title, children }: { title: ReactNode; children: ReactNode }) {
  const t = await text("common");
  return (
    <div className="sign">
      <aside className="art" aria-label="Terrace">
        <span className="brand">
          <Mark />
          <span>Terrace</span>
        </span>
        <p>{t("page.tagline")}</p>
      </aside>
      <main>
        <div className="box">
          <h1>{title}</h1>
          {children}
        </div>
      </main>
    </div>
  );
}
