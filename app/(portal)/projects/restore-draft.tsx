"use client";

import { useRouter } from "next/navigation";
import { useText } from "@/app/text/client";
import { untold } from "@/app/text/problem-values";
import { useCommand } from "@/app/trpc/client";

/** Takes a draft back out of the bin. Without the form kit, which a list need not carry. */
export function RestoreDraft({ id, name }: { id: string; name: string }) {
  const [t, problems, router] = [useText("projects"), useText("problems"), useRouter()];
  const { run, pending, problem } = useCommand((client) => client.projects.restore);
  return (
    <>
      {problem && (
        <span className="bad" role="alert">
          {(problems as unknown as (code: string, values: object) => string)(problem.code, {
            ...untold,
            ...problem.values,
          })}
        </span>
      )}{" "}
      <button
        type="button"
        className="btn"
        disabled={pending}
        onClick={async () => {
          if (await run({ id })) router.refresh();
        }}
      >
        {t("list.restore")}
        <span className="vh"> {name}</span>
      </button>
    </>
  );
}
