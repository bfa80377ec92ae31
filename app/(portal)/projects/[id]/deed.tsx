"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useMemo } from "react";
import { z } from "zod";
import { useCommand } from "@/app/trpc/client";
import type { SentFile } from "@/app/ui/file-field";
import type { Problem } from "@/app/ui/form";
import type { ProblemShape } from "@/server/problem";

/** A file in the form is what the server answered; the command wants its id. */
export const sentFile = z.custom<SentFile>((file) => typeof (file as SentFile | null)?.id === "string", "required");

export type DeedProps = { id: string; today: string };

/** Runs a command of the record and shows the record as it became. */
export function useDeed<Input extends { operationId: string }, Output>(
  command: Parameters<typeof useCommand<Input, Output>>[0],
  /** Where the form's field is called otherwise than the command's. */
  rename: Record<string, string> = {},
) {
  const router = useRouter();
  const { run, pending, problem } = useCommand(command);
  const said = useMemo(() => renamed(problem, rename), [problem, rename]);
  return {
    pending,
    problem: said,
    run: async (input: Omit<Input, "operationId">) => {
      const done = (await run(input)) !== undefined;
      if (done) router.refresh();
      return done;
    },
  };
}

function renamed(problem: ProblemShape | undefined, names: Record<string, string>): Problem | undefined {
  if (!problem?.fields) return problem;
  return { ...problem, fields: problem.fields.map((field) => ({ ...field, path: names[field.path] ?? field.path })) };
}

export function Deed({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <section className="sheet">
      <div className="hd">
        <h2>{title}</h2>
      </div>
      <div className="bd">{children}</div>
    </section>
  );
}

export const noNames = {};
