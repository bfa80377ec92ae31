"use client";

import { createTRPCClient, httpLink, TRPCClientError } from "@trpc/client";
import { useCallback, useRef, useState } from "react";
import type { ProblemShape } from "@/server/problem";
import type { AppRouter } from "@/server/router";
import { steadyFetch } from "./steady-fetch";

export const trpc = createTRPCClient<AppRouter>({
  links: [httpLink({ url: "/api/trpc", headers: { "x-terrace": "1" }, fetch: steadyFetch as never })],
});

/** UUIDv7, made where the record is made. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let now = Date.now();
  for (let at = 5; at >= 0; at--, now = Math.floor(now / 256)) bytes[at] = now % 256;
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The refusal in an error of the wire. No answer at all is `busy`: everything typed is still here. */
export function problemOf(error: unknown): ProblemShape {
  if (error instanceof TRPCClientError) {
    const problem = (error.data as { problem?: ProblemShape } | undefined)?.problem;
    if (problem) return problem;
  }
  return { code: "busy" };
}

type Mutation<Input, Output> = { mutate: (input: Input) => Promise<Output> };

/**
 * Runs a command. The operation id stays the same until it has succeeded or was refused, so that a
 * second press, or a retry after the network failed, has one effect.
 */
export function useCommand<Input extends { operationId: string }, Output>(
  choose: (client: typeof trpc) => Mutation<Input, Output>,
) {
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<ProblemShape | undefined>();
  const operation = useRef<string | undefined>(undefined);

  const run = useCallback(
    async (input: Omit<Input, "operationId">): Promise<Output | undefined> => {
      if (pending) return undefined;
      operation.current ??= newId();
      setPending(true);
      setProblem(undefined);
      try {
        const output = await choose(trpc).mutate({ ...input, operationId: operation.current } as Input);
        operation.current = undefined;
        return output;
      } catch (error) {
        const refused = problemOf(error);
        // What was refused may be sent changed; what got no answer must be sent as it was.
        if (refused.code !== "busy") operation.current = undefined;
        setProblem(refused);
        return undefined;
      } finally {
        setPending(false);
      }
    },
    [choose, pending],
  );

  return { run, pending, problem, operation, clear: () => setProblem(undefined) };
}
