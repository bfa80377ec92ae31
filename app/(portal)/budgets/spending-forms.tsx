"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { useWatch } from "react-hook-form";
import { useFormats, useText } from "@/app/text/client";
import { newId, trpc, useCommand } from "@/app/trpc/client";
import { ComboField, type Option } from "@/app/ui/combobox";
import { DateField } from "@/app/ui/date-field";
import { Field, Form, type Problem, Submit, useProblemText } from "@/app/ui/form";
import { Icon } from "@/app/ui/icons";
import { MoneyField } from "@/app/ui/number-fields";
import { commitInput, payInput, reverseInput } from "@/server/budgets/inputs";

type Line = { id: string; label: string; left: string; payable: string };
type Props = { projectId: string; today: string; lines: Line[]; blocked: Problem | undefined };

async function searchDocuments(q: string, signal: AbortSignal): Promise<Option[]> {
  const found = await trpc.documents.search.query({ q }, { signal });
  return found.map((paper) => ({ id: paper.id, label: paper.number, note: paper.summary }));
}

/** Why nothing can be recorded now: said before anything is typed. */
function Blocked({ problem }: { problem: Problem }) {
  const problemText = useProblemText();
  return (
    <p className="bad" role="status">
      <Icon name="warn" /> {problemText(problem)}
    </p>
  );
}

function LineField({ lines }: { lines: Line[] }) {
  const t = useText("budgets");
  const options = lines.map(({ id, label }) => ({ value: id, label }));
  return <Field as="select" name="budgetLineId" label={t("project.budgetLine")} options={options} />;
}

/** The amount, and under it what the chosen line still allows. */
function AmountField({ lines, of, say }: { lines: Line[]; of: "left" | "payable"; say: "leftToCommit" | "leftToPay" }) {
  const [t, f] = [useText("budgets"), useFormats()];
  const chosen = useWatch({ name: "budgetLineId" }) as string | undefined;
  const line = lines.find(({ id }) => id === chosen);
  return (
    <MoneyField
      name="amount"
      label={t("project.amount")}
      after={line && t(`project.${say}`, { amount: f.money(line[of]) })}
    />
  );
}

/** The record as it became, and a fresh form. */
function useRecorded() {
  const router = useRouter();
  const [round, setRound] = useState(0);
  const id = useRef(newId());
  return {
    id,
    round,
    recorded: () => {
      id.current = newId();
      setRound(round + 1);
      router.refresh();
    },
  };
}

const commitShape = commitInput.omit({ id: true, projectId: true });

export function CommitForm({ projectId, today, lines, blocked }: Props) {
  const t = useText("budgets");
  const { run, pending, problem, operation } = useCommand((client) => client.budgets.commit);
  const { id, round, recorded } = useRecorded();
  return (
    <section className="sheet" id="commit" aria-label={t("project.commit")}>
      <div className="hd">
        <h2>{t("project.commit")}</h2>
      </div>
      <div className="bd max-w-[672px]">
        {blocked ? (
          <Blocked problem={blocked} />
        ) : (
          <Form
            keep="commit"
            key={round}
            carry={{ id, operation }}
            schema={commitShape}
            defaultValues={{
              budgetLineId: lines.length === 1 ? lines[0]!.id : "",
              payee: "",
              contract: "",
              onDate: today,
              documentId: null,
            }}
            problem={problem}
            onSubmit={async (values) => {
              if (await run({ id: id.current, projectId, ...values })) recorded();
            }}
          >
            <LineField lines={lines} />
            <AmountField lines={lines} of="left" say="leftToCommit" />
            <Field name="payee" label={t("project.payee")} />
            <Field name="contract" label={t("project.contract")} optional width="middle" />
            <DateField name="onDate" label={t("project.onDate")} max={today} />
            <ComboField name="documentId" label={t("project.document")} optional search={searchDocuments} />
            <Submit pending={pending}>{t("project.commitIt")}</Submit>
          </Form>
        )}
      </div>
    </section>
  );
}

const payShape = payInput.omit({ id: true, projectId: true });

export function PayForm({ projectId, today, lines, blocked }: Props) {
  const t = useText("budgets");
  const { run, pending, problem, operation } = useCommand((client) => client.budgets.pay);
  const { id, round, recorded } = useRecorded();
  return (
    <section className="sheet" id="pay" aria-label={t("project.pay")}>
      <div className="hd">
        <h2>{t("project.pay")}</h2>
      </div>
      <div className="bd max-w-[672px]">
        {blocked ? (
          <Blocked problem={blocked} />
        ) : (
          <Form
            keep="pay"
            key={round}
            carry={{ id, operation }}
            schema={payShape}
            defaultValues={{
              budgetLineId: lines.length === 1 ? lines[0]!.id : "",
              payee: "",
              voucher: "",
              onDate: today,
              note: "",
            }}
            problem={problem}
            onSubmit={async (values) => {
              if (await run({ id: id.current, projectId, ...values })) recorded();
            }}
          >
            <LineField lines={lines} />
            <AmountField lines={lines} of="payable" say="leftToPay" />
            <Field name="payee" label={t("project.payee")} />
            <Field name="voucher" label={t("project.voucher")} width="middle" />
            <DateField name="onDate" label={t("project.onDate")} max={today} />
            <Field as="textarea" name="note" label={t("project.note")} optional rows={2} />
            <Submit pending={pending}>{t("project.payIt")}</Submit>
          </Form>
        )}
      </div>
    </section>
  );
}

const reverseShape = reverseInput.omit({ id: true, entryId: true });

/** In the row of its entry: a reason and one button. */
export function ReverseForm({ entryId }: { entryId: string }) {
  const t = useText("budgets");
  const { run, pending, problem, operation } = useCommand((client) => client.budgets.reverse);
  const { id, round, recorded } = useRecorded();
  return (
    <details className="twin">
      <summary>{t("project.reverse")}</summary>
      <Form
        keep={`reverse ${entryId}`}
        key={round}
        carry={{ id, operation }}
        schema={reverseShape}
        defaultValues={{ reason: "" }}
        problem={problem}
        onSubmit={async (values) => {
          if (await run({ id: id.current, entryId, ...values })) recorded();
        }}
      >
        <Field as="textarea" rows={2} name="reason" label={t("project.reason")} hint={t("project.reasonHint")} />
        <Submit pending={pending} danger>
          {t("project.reverseIt")}
        </Submit>
      </Form>
    </details>
  );
}
