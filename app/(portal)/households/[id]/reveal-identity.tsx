"use client";

import { type ReactNode, useState } from "react";
import { useText } from "@/app/text/client";
import { problemOf, trpc } from "@/app/trpc/client";
import { Dialog, DialogClose } from "@/app/ui/dialog";
import { Field, Form, type Problem, Submit } from "@/app/ui/form";
import { Icon } from "@/app/ui/icons";
import { revealIdentityInput } from "@/server/households/inputs";

const reason = revealIdentityInput.pick({ reason: true });

/** The number stands on the screen until the page is left; asking again is recorded again. */
export function RevealIdentity({ memberId, name, children }: { memberId: string; name: string; children: ReactNode }) {
  const [t, common] = [useText("households"), useText("common")];
  const [open, setOpen] = useState(false);
  const [number, setNumber] = useState<string | undefined>();
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>();

  async function ask(given: { reason: string }) {
    setPending(true);
    setProblem(undefined);
    try {
      setNumber((await trpc.households.reveal.mutate({ memberId, ...given })).number);
      setOpen(false);
    } catch (error) {
      setProblem(problemOf(error) as Problem);
    } finally {
      setPending(false);
    }
  }

  if (number) return <span className="code">{number.replace(/(\d{3})(?=\d)/g, "$1 ")}</span>;
  return (
    <>
      {children}{" "}
      <Dialog
        open={open}
        onOpenChange={setOpen}
        trigger={
          <button type="button" className="btn lite min-h-6 py-0">
            <Icon name="eye" /> {t("members.reveal")}
            <span className="vh">: {name}</span>
          </button>
        }
        title={t("members.revealTitle", { name })}
        text={t("members.revealText")}
      >
        <Form keep={false} schema={reason} defaultValues={{ reason: "" }} onSubmit={ask} problem={problem}>
          <Field name="reason" label={t("members.revealReason")} hint={t("members.revealReasonHint")} />
          <div className="ways">
            <Submit pending={pending}>{t("members.revealButton")}</Submit>
            <DialogClose>{common("action.cancel")}</DialogClose>
          </div>
        </Form>
      </Dialog>
    </>
  );
}
