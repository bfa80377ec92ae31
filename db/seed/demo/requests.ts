import type { Client } from "pg";
import { fold } from "../../../server/fold";
import type { Change } from "../../schema/requests";
import { addDays, at, idOf, insert, type Row, unitId } from "../tools";
import { staffOf } from "./people";
import { type Project, type Projects, total } from "./projects";
import type { World } from "./world";

type Step = { role: "leader" | "manager"; at: "unit" | "province"; days: number; by: string; on: string };
export type Ask = {
  key: string;
  subject: "project.livelihood" | "project.housing" | "project.infrastructure" | "budget.decision";
  subjectId: string;
  version: number;
  unit: string;
  title: string;
  amount: number;
  changes: Change[];
  requestedBy: string;
  asked: string;
  steps: Step[];
  outcome: "open" | "approve" | "return" | "reject";
  /** The step that waits, or that ended it. */
  reached: number;
  reason: string;
};

/** The request behind every project that left the draft. */
export function asksOf(projects: Projects): Ask[] {
  return projects.list.flatMap((project, index) => {
    if (!project.asked) return [];
    const { status } = project;
    const outcome =
      status === "submitted" ? "open" : status === "returned" ? "return" : status === "rejected" ? "reject" : "approve";
    const ask = askOf(projects, project, index, outcome);
    if (!project.amends) return [ask];
    // What is amended was approved once.
    const earlier: Project = {
      ...project,
      version: 1,
      asked: addDays(project.asked, -160),
      decided: addDays(project.asked, -150),
    };
    const first = askOf(projects, earlier, index, "approve");
    const before = project.amends.find(({ field }) => field === "totalAmount")!.value;
    return [
      { ...first, key: `${first.key}/1`, amount: Number(before), changes: projects.changes(project, 1) },
      { ...ask, changes: projects.changes(project, 2) },
    ];
  });
}

function askOf(projects: Projects, project: Project, index: number, outcome: Ask["outcome"]): Ask {
  const staff = staffOf(projects.world, project.unit);
  const manager = staff.managers[index % 2]!;
  const asked = project.asked!;
  const last = project.decided ?? asked;
  const steps: Step[] =
    project.kind === "infrastructure"
      ? [{ role: "manager", at: "province", days: 15, by: manager, on: last }]
      : [
          {
            role: "leader",
            at: "unit",
            days: 5,
            by: staff.leader,
            on: outcome !== "open" && project.step === 1 && outcome !== "approve" ? last : addDays(asked, 3),
          },
          { role: "manager", at: "province", days: 10, by: manager, on: last },
        ];
  return {
    key: `project/${project.key}`,
    subject: `project.${project.kind}`,
    subjectId: project.id,
    version: project.version,
    unit: project.unit,
    title: project.name,
    amount: total(project),
    changes: project.amends ? [] : projects.changes(project, 1),
    requestedBy: staff.clerk,
    asked,
    steps,
    outcome,
    reached: outcome === "approve" ? steps.length : Math.min(project.step, steps.length),
    reason: project.reason,
  };
}

const statuses = { open: "open", approve: "approved", return: "returned", reject: "rejected" } as const;

/** Opened, decided step by step as the database demands, then closed. */
export async function writeRequests(client: Client, world: World, asks: Ask[]): Promise<number> {
  const inOrder = [...asks].sort((a, b) => (a.asked < b.asked ? -1 : a.asked > b.asked ? 1 : a.key < b.key ? -1 : 1));
  const numbered = inOrder.map((ask, index) => ({
    ...ask,
    id: idOf("request", ask.key),
    code: `YC-${ask.asked.slice(0, 4)}-${String(index + 1).padStart(4, "0")}`,
  }));
  // One open request a subject: what is amended is decided before its amendment opens.
  const again = new Set(numbered.filter(({ version }) => version > 1).map(({ id }) => id));
  for (const batch of [numbered.filter(({ id }) => !again.has(id)), numbered.filter(({ id }) => again.has(id))]) {
    const place = (ask: Ask, step: Step) =>
      step.at === "unit" ? unitId(ask.unit) : unitId(world.provinceOf(ask.unit));
    await insert(
      client,
      "requests",
      batch.map((ask) => ({
        id: ask.id,
        ...world.place(ask.unit),
        code: ask.code,
        subject: ask.subject,
        subjectId: ask.subjectId,
        subjectVersion: ask.version,
        title: ask.title,
        folded: `${ask.code.toLowerCase()} ${fold(ask.title)}`,
        amount: ask.amount,
        changes: ask.changes,
        status: "open",
        waitingStep: 1,
        waitingRole: ask.steps[0]!.role,
        waitingUnitId: place(ask, ask.steps[0]!),
        waitingSince: at(ask.asked, 10),
        dueOn: addDays(ask.asked, ask.steps[0]!.days),
        requestedBy: ask.requestedBy,
        requestedAt: at(ask.asked, 10),
      })),
    );
    await insert(
      client,
      "request_steps",
      batch.flatMap((ask) =>
        ask.steps.map((step, index) => ({
          requestId: ask.id,
          ...world.place(ask.unit),
          step: index + 1,
          role: step.role,
          atUnitId: place(ask, step),
          days: step.days,
        })),
      ),
    );
    for (const step of [1, 2]) {
      const decided = batch.filter(
        ({ steps, outcome, reached }) =>
          steps.length >= step && (outcome === "open" ? reached > step : reached >= step),
      );
      await insert(
        client,
        "request_decisions",
        decided.map((ask) => {
          const ended = ask.reached === step && ask.outcome !== "approve" && ask.outcome !== "open";
          return {
            requestId: ask.id,
            ...world.place(ask.unit),
            step,
            requestedBy: ask.requestedBy,
            decidedBy: ask.steps[step - 1]!.by,
            verdict: ended ? ask.outcome : "approve",
            reason: ended ? ask.reason : "",
            decidedAt: at(ask.steps[step - 1]!.on, step === 1 ? 11 : 14),
          };
        }),
      );
      const onward: Row[] = decided
        .filter(({ steps, reached }) => reached > step && steps.length > step)
        .map((ask) => {
          const next = ask.steps[step]!;
          const since = ask.steps[step - 1]!.on;
          return {
            id: ask.id,
            step: step + 1,
            role: next.role,
            unit: place(ask, next),
            since: at(since, 11),
            due: addDays(since, next.days),
          };
        });
      await client.query(
        `update requests r set waiting_step = n.step, waiting_role = n.role, waiting_unit_id = n.unit, waiting_since = n.since, due_on = n.due
           from jsonb_to_recordset($1::jsonb) as n(id uuid, step integer, role text, unit uuid, since timestamptz, due date) where r.id = n.id`,
        [JSON.stringify(onward)],
      );
    }
    await client.query(
      `update requests r set status = n.status, waiting_step = null, waiting_role = null, waiting_unit_id = null, waiting_since = null, decided_at = n.at
         from jsonb_to_recordset($1::jsonb) as n(id uuid, status text, at timestamptz) where r.id = n.id`,
      [
        JSON.stringify(
          batch
            .filter(({ outcome }) => outcome !== "open")
            .map((ask) => ({ id: ask.id, status: statuses[ask.outcome], at: at(ask.steps[ask.reached - 1]!.on, 14) })),
        ),
      ],
    );
  }
  return numbered.length;
}
