import { fold } from "../../../server/fold";
import { type Details, snapshotOf } from "../../../server/projects/kinds";
import type { Entry } from "../../../server/projects/kinds/kind";
import { changesBetween } from "../../../server/projects/rules";
import type { Change } from "../../schema/requests";
import { lineId } from "../reference";
import { addDays, at, idOf, type Row, unitId } from "../tools";
import { staffOf } from "./people";
import type { Table, World } from "./world";

export type Kind = "livelihood" | "housing" | "infrastructure";
export type Status =
  | "draft"
  | "submitted"
  | "returned"
  | "rejected"
  | "approved"
  | "in_progress"
  | "completed"
  | "in_operation"
  | "settled"
  | "cancelled";

/** Budget money of a project from one source in one year, and what became of it. */
export type Fund = {
  source: string;
  capital: "capital_investment" | "capital_recurrent";
  year: number;
  planned: number;
  allocated: number;
  committed: number;
  payee: string;
  contract: string;
  committedOn: string;
  payments: { on: string; amount: number }[];
};

export type Project = {
  key: string;
  id: string;
  kind: Kind;
  unit: string;
  line: string;
  year: number;
  name: string;
  status: Status;
  created: string;
  /** The day of the last decision; for an open one, of the request. */
  decided: string | null;
  asked: string | null;
  /** The step that an open or a returned request reached. */
  step: 1 | 2;
  reason: string;
  plannedStart: string | null;
  plannedEnd: string | null;
  startedOn: string | null;
  completedOn: string | null;
  progress: number;
  benefit: string;
  places: { unit: string; note: string }[];
  funds: Fund[];
  /** Money that is not the budget's: counterparts, contributions. */
  others: { source: string; amount: number }[];
  version: number;
  /** What the version approved before said otherwise, by field (and group); empty for a first version. */
  amends: Entry[] | null;
  fixedNumber: number | null;
  code: string;
};

const prefixes: Record<Kind, string> = { livelihood: "SK", housing: "NO", infrastructure: "HT" };

export const total = (project: Project) =>
  project.funds.reduce((sum, { planned }) => sum + planned, 0) +
  project.others.reduce((sum, { amount }) => sum + amount, 0);

export class Projects {
  readonly list: Project[] = [];
  constructor(readonly world: World) {}

  add(about: Partial<Project> & Pick<Project, "key" | "kind" | "unit" | "line" | "year" | "name" | "status">): Project {
    const decided = about.decided ?? null;
    const asked = about.asked ?? (decided ? addDays(decided, about.kind === "infrastructure" ? -12 : -10) : null);
    const project: Project = {
      id: idOf("project", about.key),
      step: 1,
      reason: "",
      plannedStart: null,
      plannedEnd: null,
      startedOn: null,
      completedOn: null,
      progress: 0,
      benefit: "",
      places: [{ unit: about.unit, note: "" }],
      funds: [],
      others: [],
      version: 1,
      amends: null,
      fixedNumber: null,
      code: "",
      ...about,
      created: about.created ?? addDays(asked ?? `${about.year}-03-01`, -11),
      decided,
      asked,
    };
    this.list.push(project);
    return project;
  }

  place(project: Project) {
    return { projectId: project.id, ...this.world.place(project.unit) };
  }

  /** SK-2023-0147: one sequence for all kinds, in the order in which files were opened. */
  private number(): number {
    const taken = new Set(this.list.map(({ fixedNumber }) => fixedNumber));
    let next = 0;
    const inOrder = [...this.list].sort((a, b) =>
      a.created < b.created ? -1 : a.created > b.created ? 1 : a.key < b.key ? -1 : 1,
    );
    for (const project of inOrder) {
      let number = project.fixedNumber;
      if (number === null) {
        do next += 1;
        while (taken.has(next));
        number = next;
      }
      project.code = `${prefixes[project.kind]}-${project.year}-${String(number).padStart(4, "0")}`;
    }
    return next;
  }

  /** Rows of all projects. `settled` and the like are reached later, when the money has been paid. */
  finish(reported: ReadonlySet<string>): { last: number } {
    const last = this.number();
    const plainName = (key: string) => this.world.units.get(key)!.versions.at(-1)!.name;
    for (const project of this.list) {
      const place = this.place(project);
      const placed = { unitId: place.unitId, provinceId: place.provinceId };
      const placeNames = project.places.map(({ unit }) => plainName(unit)).join(", ");
      const spends = project.funds.some(({ committed }) => committed > 0);
      this.world.add("projects", {
        id: project.id,
        ...placed,
        kind: project.kind,
        code: project.code,
        name: project.name,
        folded: fold(`${project.code} ${project.name} ${placeNames} ${plainName(project.unit)}`),
        lineId: lineId(project.line),
        year: project.year,
        status: spends ? statusWhilePaying(project) : project.status,
        plannedStart: project.plannedStart,
        plannedEnd: project.plannedEnd,
        startedOn: project.startedOn,
        completedOn: project.completedOn,
        progress: reported.has(project.id) ? 0 : project.progress,
        placeNames,
        benefit: project.benefit,
        version: project.version,
        createdBy: staffOf(this.world, project.unit).clerk,
        createdAt: at(project.created, 8, 30),
      });
      for (const { unit, note } of project.places)
        this.world.add("project_places", {
          id: idOf("place", project.key, unit),
          ...place,
          placeId: unitId(unit),
          note,
        });
      const bySource = new Map<string, number>();
      for (const { source, planned } of project.funds) bySource.set(source, (bySource.get(source) ?? 0) + planned);
      for (const { source, amount } of project.others) bySource.set(source, (bySource.get(source) ?? 0) + amount);
      for (const [sourceCode, amount] of bySource) this.world.add("project_sources", { ...place, sourceCode, amount });
    }
    for (const project of this.list)
      for (const version of this.versions(project))
        this.world.add("project_versions", { ...this.place(project), ...version });
    return { last };
  }

  /** What an approver sees of the project, as the portal itself would have written it down. */
  private entries(project: Project): Entry[] {
    const mine = <T>(table: Table) => this.world.of(table, project.id) as T[];
    const { world } = this;
    const [programme, line] = project.line.startsWith("demo:")
      ? ["MTQG2635", project.line.slice(5)]
      : [world.programmeCodes.get(project.line.split(":")[0]!)!, project.line.split(":")[1]!];
    return snapshotOf({
      kind: project.kind,
      status: project.status,
      startedOn: project.startedOn,
      name: project.name,
      year: project.year,
      totalAmount: String(total(project)),
      benefit: project.benefit,
      plannedStart: project.plannedStart,
      plannedEnd: project.plannedEnd,
      line: { code: line, programme: { code: programme } },
      unit: { name: world.titleOf(project.unit) },
      sources: mine<{ sourceCode: string; amount: number }>("project_sources").map(({ sourceCode, amount }) => ({
        sourceCode,
        amount: String(amount),
        budget: true,
      })),
      places: project.places.map(({ unit, note }) => ({ name: world.titleOf(unit), note })),
      milestones: mine<{ name: string; plannedOn: string }>("milestones"),
      details: this.details(project),
    });
  }

  private details(project: Project): Details {
    const text = (value: unknown) => (value === null || value === undefined ? null : String(value));
    const of = (table: Table) => this.world.of(table, project.id);
    if (project.kind === "livelihood") {
      const row = this.detailRow("livelihood_details", project);
      const households = of("participations");
      const classes: Record<string, number> = {};
      for (const { classAtJoining } of households) classes[classAtJoining] = (classes[classAtJoining] ?? 0) + 1;
      return {
        ...row,
        counterpartAmount: text(row.counterpartAmount),
        expectedIncome: text(row.expectedIncome),
        households: households.map(({ householdId, classAtJoining }) => ({
          code: this.codeOf(householdId),
          classAtJoining,
        })),
        householdCount: households.length,
        householdClasses: classes,
        inputs: of("project_inputs").map((input) => ({ ...input, unitPrice: String(input.unitPrice) })),
      } as unknown as Details;
    }
    if (project.kind === "housing") {
      const row = this.detailRow("housing_details", project);
      return {
        ...row,
        householdCode: this.codeOf(row.householdId),
        normAmount: text(row.normAmount),
        ownAmount: text(row.ownAmount),
        stages: [],
      } as unknown as Details;
    }
    return {
      ...this.detailRow("infrastructure_details", project),
      quantities: of("project_quantities"),
    } as unknown as Details;
  }

  private detailRow(table: "livelihood_details" | "housing_details" | "infrastructure_details", project: Project): Row {
    return this.world.of(table, project.id)[0]!;
  }

  private codes: Map<string, string> | undefined;
  private codeOf(householdId: string): string {
    this.codes ??= new Map(this.world.all("households").map(({ id, code }) => [id, code]));
    return this.codes.get(householdId)!;
  }

  private readonly snapshots = new Map<Project, Entry[]>();
  private snapshot(project: Project): Entry[] {
    const found = this.snapshots.get(project) ?? this.entries(project);
    this.snapshots.set(project, found);
    return found;
  }

  /** The version before an amendment. */
  private before(project: Project): Entry[] {
    const old = new Map(project.amends!.map((entry) => [`${entry.group}/${entry.field}`, entry]));
    return this.snapshot(project).map((entry) => old.get(`${entry.group}/${entry.field}`) ?? entry);
  }

  /** What the request asked for: of the amendment, or of the first version. */
  changes(project: Project, version: number): Change[] {
    if (!project.amends) return changesBetween(null, this.snapshot(project));
    return version === 1
      ? changesBetween(null, this.before(project))
      : changesBetween(this.before(project), this.snapshot(project));
  }

  private versions(project: Project): Row[] {
    if (!project.asked) return [];
    const approved = !["submitted", "returned", "rejected"].includes(project.status);
    const now = {
      version: project.version,
      content: { entries: this.snapshot(project) },
      submittedAt: at(project.asked, 10),
      approvedAt: approved ? at(project.decided!, 14) : null,
    };
    if (!project.amends) return [now];
    const first = {
      version: 1,
      content: { entries: this.before(project) },
      submittedAt: at(addDays(project.asked, -160), 10),
      approvedAt: at(addDays(project.asked, -150), 14),
    };
    return [first, now];
  }
}

/** Only approved, running and standing projects spend (the ledger's rule): the last step comes after the last payment. */
export function statusWhilePaying({ kind, status }: Project): Status {
  if (status === "settled") return kind === "infrastructure" ? "in_operation" : "completed";
  return status;
}

/** Budget money, paid as far as the project has come. */
export function fund(about: {
  source: string;
  capital?: Fund["capital"];
  year: number;
  amount: number;
  payee: string;
  contract?: string;
  from: string | null;
  to?: string | null;
  committed?: number;
  paid?: number;
  parts?: number;
}): Fund {
  const committed = Math.round((about.amount * (about.committed ?? 0)) / 1000) * 1000;
  const paid = Math.min(Math.round((about.amount * (about.paid ?? 0)) / 1000) * 1000, committed);
  const from = about.from ?? `${about.year}-06-01`;
  const to = about.to ?? addDays(from, 120);
  const parts = paid === 0 ? 0 : (about.parts ?? 2);
  const days = Math.max(Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000), 1);
  const each = parts ? Math.floor(paid / parts / 1000) * 1000 : 0;
  return {
    source: about.source,
    capital: about.capital ?? "capital_recurrent",
    year: about.year,
    planned: about.amount,
    allocated: about.amount,
    committed,
    payee: about.payee,
    contract: about.contract ?? "",
    committedOn: from,
    payments: Array.from({ length: parts }, (_, index) => ({
      on: addDays(from, Math.round((days * (index + 1)) / parts)),
      amount: index === parts - 1 ? paid - each * (parts - 1) : each,
    })),
  };
}
