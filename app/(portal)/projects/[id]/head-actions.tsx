"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useText } from "@/app/text/client";
import { useCommand } from "@/app/trpc/client";
import { Dialog, DialogClose } from "@/app/ui/dialog";
import { useProblemText } from "@/app/ui/form";

/** Sends the record as it was saved. Where a rule is in the way the button is off and the reason stands under the head. */
export function SubmitButton({ id, version, blocked }: { id: string; version: number; blocked: boolean }) {
  const [t, problemText, router] = [useText("projects"), useProblemText(), useRouter()];
  const { run, pending, problem } = useCommand((client) => client.projects.submit);
  return (
    <>
      {problem && (
        <span className="bad" role="alert">
          {problemText(problem)}
        </span>
      )}
      <button
        type="button"
        className="btn primary"
        disabled={pending || blocked}
        onClick={async () => {
          if (await run({ id, version })) router.refresh();
        }}
      >
        {t("record.submit")}
      </button>
    </>
  );
}

export function BinButton({ id }: { id: string }) {
  const [t, common, problemText, router] = [useText("projects"), useText("common"), useProblemText(), useRouter()];
  const { run, pending, problem } = useCommand((client) => client.projects.bin);
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="btn" onClick={() => setOpen(true)}>
        {t("record.bin")}
      </button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={t("record.binAsk")}
        text={t("record.binWhy")}
        ways={
          <>
            <button
              type="button"
              className="btn danger"
              disabled={pending}
              onClick={async () => {
                if (!(await run({ id }))) return;
                router.push("/projects");
                router.refresh();
              }}
            >
              {t("record.bin")}
            </button>
            <DialogClose>{common("action.cancel")}</DialogClose>
          </>
        }
      >
        {problem && (
          <p className="bad" role="alert">
            {problemText(problem)}
          </p>
        )}
      </Dialog>
    </>
  );
}
