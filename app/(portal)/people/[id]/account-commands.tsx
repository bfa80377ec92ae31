"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useText } from "@/app/text/client";
import { useCommand } from "@/app/trpc/client";
import { Dialog, DialogClose } from "@/app/ui/dialog";
import { useProblemText } from "@/app/ui/form";
import type { ProblemShape } from "@/server/problem";
import { newOneTimePassword, OneTimePassword } from "../one-time-password";

type AskProps = {
  button: string;
  title: string;
  why: string;
  danger?: boolean;
  pending: boolean;
  problem: ProblemShape | undefined;
  /** True when it is done and the question may close. */
  act: () => Promise<boolean>;
};

function Ask({ button, title, why, danger, pending, problem, act }: AskProps) {
  const [common, problemText] = [useText("common"), useProblemText()];
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        <button type="button" className={danger ? "btn danger" : "btn"}>
          {button}
        </button>
      }
      title={title}
      text={why}
      ways={
        <>
          <DialogClose>{common("action.cancel")}</DialogClose>
          <button
            type="button"
            className={danger ? "btn danger" : "btn primary"}
            disabled={pending}
            aria-busy={pending}
            onClick={async () => (await act()) && setOpen(false)}
          >
            {button}
          </button>
        </>
      }
    >
      {problem && (
        <p className="msg" role="alert">
          {problemText(problem)}
        </p>
      )}
    </Dialog>
  );
}

/** What an administrator may do to somebody else's account. Each asks first and says what follows. */
export function AccountCommands({ id, name, disabled }: { id: string; name: string; disabled: boolean }) {
  const [t, router] = [useText("people"), useRouter()];
  const reset = useCommand((trpc) => trpc.people.resetPassword);
  const disable = useCommand((trpc) => trpc.people.disable);
  const enable = useCommand((trpc) => trpc.people.enable);
  const endAll = useCommand((trpc) => trpc.people.revokeAllSessions);
  const [made, setMade] = useState(newOneTimePassword);
  const [shown, setShown] = useState<string | undefined>();
  const then = (done: unknown) => {
    if (done) router.refresh();
    return done !== undefined;
  };
  return (
    <>
      {shown && <OneTimePassword title={t("resetDone", { name })} password={shown} />}
      <div className="inrow">
        <Ask
          button={t("resetPassword")}
          title={t("resetAsk", { name })}
          why={t("resetWhy")}
          pending={reset.pending}
          problem={reset.problem}
          act={async () => {
            const done = await reset.run({ id, password: made });
            if (done) {
              setShown(made);
              setMade(newOneTimePassword());
            }
            return then(done);
          }}
        />
        <Ask
          button={t("endAll")}
          title={t("endAllAsk", { name })}
          why={t("endAllWhy")}
          pending={endAll.pending}
          problem={endAll.problem}
          act={async () => then(await endAll.run({ id }))}
        />
        {disabled ? (
          <Ask
            button={t("enable")}
            title={t("enableAsk", { name })}
            why={t("enableWhy")}
            pending={enable.pending}
            problem={enable.problem}
            act={async () => then(await enable.run({ id }))}
          />
        ) : (
          <Ask
            danger
            button={t("disable")}
            title={t("disableAsk", { name })}
            why={t("disableWhy")}
            pending={disable.pending}
            problem={disable.problem}
            act={async () => then(await disable.run({ id }))}
          />
        )}
      </div>
    </>
  );
}

export function EndSession({ personId, sessionId }: { personId: string; sessionId: string }) {
  const [t, router, problemText] = [useText("people"), useRouter(), useProblemText()];
  const { run, pending, problem } = useCommand((trpc) => trpc.people.revokeSession);
  return (
    <>
      <button
        type="button"
        className="btn lite"
        disabled={pending}
        aria-busy={pending}
        onClick={async () => (await run({ id: personId, sessionId })) && router.refresh()}
      >
        {t("endSession")}
      </button>
      {problem && (
        <p className="msg" role="alert">
          {problemText(problem)}
        </p>
      )}
    </>
  );
}
