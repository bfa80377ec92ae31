"use client";

import { useState } from "react";
import { type Answer, type Command, send } from "./phone";

type State = { sending?: boolean; problem?: string | undefined };

/**
 * Sends one command. What got no answer goes out again as it was, also from a page that was opened anew: it is kept
 * in `sent` with what was typed, before it leaves.
 */
export function useSending(sent: { current: string | undefined }, write: () => Promise<unknown>) {
  const [state, setState] = useState<State>({});

  async function go<T>(make: () => Command): Promise<Answer<T>> {
    setState({ sending: true });
    sent.current ??= JSON.stringify(make());
    await write();
    const answer = await send<T>(JSON.parse(sent.current) as Command);
    if ("data" in answer || answer.problem !== "busy") sent.current = undefined;
    if ("data" in answer) setState({});
    else {
      void write();
      setState({ problem: answer.problem });
    }
    return answer;
  }

  return {
    ...state,
    /** It may have arrived: nothing of it is changed any more. */
    unsent: state.problem === "busy",
    go,
    refuse: (problem: string) => setState({ problem }),
    /** After what was sent has been found again. */
    resume: () => setState(sent.current ? { problem: "busy" } : {}),
  };
}

export type Sending = ReturnType<typeof useSending>;
