"use client";

import { useRouter } from "next/navigation";
import { useEffect, useId, useRef, useState } from "react";
import { useText } from "@/app/text/client";
import { useCommand } from "@/app/trpc/client";
import { useProblemText } from "@/app/ui/form";
import { Icon } from "@/app/ui/icons";
import { Link } from "@/app/ui/link";
import { Recover } from "@/app/ui/typed/recover";
import { useTypedText } from "@/app/ui/typed/use-typed-text";
import { useKeys } from "../keys";

type Asking = "return" | "reject";

type Props = {
  requestId: string;
  code: string;
  may: readonly string[];
  /** Why the person does not decide it. */
  whyNot: string | undefined;
  previous: string | null;
  next: string | null;
  after: string | null;
};

/** A key that was meant for the page before must not decide this one. */
const unseenFor = 700;

/** The foot of a request: the verdict, the way to the next one, and the keys for both. */
export function Verdict({ requestId, code, may, whyNot, previous, next, after }: Props) {
  const [t, common, problemText, router] = [useText("requests"), useText("common"), useProblemText(), useRouter()];
  const [asking, setAsking] = useState<Asking | undefined>();
  const { text: reason, type: setReason, offered, bringBack, forget } = useTypedText("reason");
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const decide = useCommand((client) => client.requests.decide);
  const withdraw = useCommand((client) => client.requests.withdraw);
  const pending = decide.pending || withdraw.pending;
  const problem = decide.problem ?? withdraw.problem;
  const mayDecide = may.includes("decide");

  useEffect(() => {
    if (asking) field.current?.focus();
  }, [asking]);

  const leave = (done: string) => {
    const said = `done=${done}&code=${encodeURIComponent(code)}`;
    router.push(after && done !== "withdraw" ? `/requests/${after}?${said}` : `/inbox?${said}`);
    router.refresh();
  };
  const say = async (verdict: "approve" | Asking) => {
    if (!(await decide.run({ requestId, verdict, reason: verdict === "approve" ? "" : reason }))) return;
    forget();
    leave(verdict);
  };
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSeen(true), unseenFor);
    return () => clearTimeout(timer);
  }, []);
  const [keys, turnKeys] = useKeys((key) => {
    if (key === "a" && mayDecide && seen && !asking && !pending) void say("approve");
    if (key === "r" && mayDecide && seen) setAsking("return");
    if (key === "j" && next) router.push(`/requests/${next}`);
    if (key === "k" && previous) router.push(`/requests/${previous}`);
  });

  const hint = (key: string, works = true) => keys && works && <kbd>{key}</kbd>;
  const missing = problem?.fields?.some(({ path }) => path === "reason");
  return (
    <>
      {offered && mayDecide && (
        <div className="page pt-0">
          <Recover
            typed={offered}
            overtaken={false}
            onTake={() => {
              bringBack();
              setAsking("return");
            }}
            onDrop={forget}
          />
        </div>
      )}
      {asking && (
        <form
          className="page pt-0"
          onSubmit={(event) => {
            event.preventDefault();
            void say(asking);
          }}
        >
          <div className="sheet">
            <div className="bd pad form">
              <div className={missing ? "field err" : "field"}>
                <label htmlFor={id}>{t(asking === "return" ? "record.reasonReturn" : "record.reasonReject")}</label>
                <p className="hint" id={`${id}-hint`}>
                  {t("record.reasonHint")}
                </p>
                {missing && problem && (
                  <p className="msg" id={`${id}-error`}>
                    <Icon name="warn" /> {problemText(problem)}
                  </p>
                )}
                <textarea
                  id={id}
                  ref={field}
                  className="w100"
                  rows={3}
                  maxLength={4000}
                  value={reason}
                  aria-invalid={missing || undefined}
                  aria-describedby={missing ? `${id}-hint ${id}-error` : `${id}-hint`}
                  onChange={(event) => setReason(event.target.value)}
                  onKeyDown={(event) => {
                    if (event.key === "Escape") setAsking(undefined);
                    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void say(asking);
                  }}
                />
              </div>
              <div className="flex gap-2">
                <button type="submit" className="btn danger" disabled={pending} aria-busy={pending}>
                  {common(asking === "return" ? "action.returnIt" : "action.reject")}
                </button>
                <button type="button" className="btn" onClick={() => setAsking(undefined)}>
                  {common("action.cancel")}
                </button>
              </div>
            </div>
          </div>
        </form>
      )}
      <section className="dock" id="decide" tabIndex={-1} aria-label={t("record.dock")}>
        {mayDecide && (
          <>
            <button
              type="button"
              className="btn primary"
              disabled={pending}
              aria-busy={pending}
              onClick={() => void say("approve")}
            >
              {common("action.approve")} {hint("A", seen)}
            </button>
            <button type="button" className="btn danger" disabled={pending} onClick={() => setAsking("return")}>
              {t("record.returnAsk")} {hint("R", seen)}
            </button>
            <button type="button" className="btn lite" disabled={pending} onClick={() => setAsking("reject")}>
              {t("record.rejectAsk")}
            </button>
          </>
        )}
        {may.includes("withdraw") && (
          <button
            type="button"
            className="btn"
            disabled={pending}
            onClick={async () => {
              if (await withdraw.run({ requestId })) leave("withdraw");
            }}
          >
            {t("record.withdrawAsk")}
          </button>
        )}
        {problem && !missing ? (
          <span className="bad" role="alert">
            <Icon name="warn" /> {problemText(problem)}
          </span>
        ) : (
          whyNot && <span className="cap">{whyNot}</span>
        )}
        <span className="sp" />
        {(mayDecide || previous || next) && (
          <label className="check only-l">
            <input
              type="checkbox"
              checked={keys}
              onChange={(event) => {
                turnKeys(event.target.checked);
                event.target.blur();
              }}
            />
            <span>{t("record.keys")}</span>
          </label>
        )}
        {previous && (
          <Link className="btn only-l" href={`/requests/${previous}`}>
            {t("record.previous")} {hint("K")}
          </Link>
        )}
        {next && (
          <Link className="btn" href={`/requests/${next}`}>
            {t("record.next")} {hint("J")}
          </Link>
        )}
      </section>
    </>
  );
}
