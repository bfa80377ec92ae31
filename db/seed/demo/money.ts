import type { Client } from "pg";
import { fold } from "../../../server/fold";
import type { Names } from "../../schema/columns";
import type { Change } from "../../schema/requests";
import { documentRow, lineId } from "../reference";
import { addDays, at, documentId, idOf, insert, type Row, readSeed, unitId } from "../tools";
import { staffOf } from "./people";
import type { Projects } from "./projects";
import type { Ask } from "./requests";
import { lines2026 } from "./successor";
import { storyDay, type World } from "./world";

type Line = {
  id: string;
  unit: string;
  project: string | null;
  parent: Line | null;
  line: string;
  source: string;
  capital: string;
  year: number;
};
type Transfer = { kind: "appropriation" | "allocation"; from: Line | null; to: Line; amount: number };
type Decision = {
  key: string;
  unit: string;
  title: string;
  year: number;
  day: string;
  status: "posted" | "submitted" | "draft";
  transfers: Transfer[];
};
type Entry = {
  rank: number;
  key: string;
  kind: string;
  from: Line | null;
  to: Line | null;
  amount: number;
  on: string;
  ground: Row;
  by: string;
};

const quarters: Record<number, string[]> = {
  2022: ["2022-06-24", "2022-09-26", "2022-12-14"],
  2023: ["2023-03-24", "2023-06-23", "2023-09-25", "2023-12-14"],
  2024: ["2024-03-25", "2024-06-24", "2024-09-25", "2024-12-13"],
  2025: ["2025-03-25", "2025-06-20", "2025-09-25", "2025-12-15"],
  2026: ["2026-03-25", "2026-06-24", "2026-09-25", "2026-11-12"],
};
const appropriated: Record<number, string> = {
  2022: "2022-06-06",
  2023: "2023-01-18",
  2024: "2024-01-22",
  2025: "2025-01-16",
  2026: "2026-01-28",
};

/** Money that a province has not passed on: a part of what it received. */
const keptBack = 0.095;
/** Money that communes of 2026 have not passed on to projects. */
const keptInCommunes = 240_000_000;

/** "Xã Lục Hồn" as it stands inside a sentence. */
const inSentence = (title: string) => title.charAt(0).toLowerCase() + title.slice(1);

/**
 * The ledger, as a believable share of what the provinces planned: every đồng that a project has came
 * by a decision from a line above, and left by a commitment and a payment. Totals are kept by triggers.
 */
export class Money {
  private readonly lines = new Map<string, Line>();
  private readonly decisions = new Map<string, Decision>();
  private readonly entries: Entry[] = [];
  private readonly commitments: Row[] = [];
  private readonly payments: Row[] = [];
  private readonly into = new Map<Line, number>();
  readonly asks: Ask[] = [];

  constructor(
    private readonly world: World,
    private readonly projects: Projects,
  ) {}

  private line(
    unit: string,
    project: string | null,
    parent: Line | null,
    purpose: Pick<Line, "line" | "source" | "capital" | "year">,
  ): Line {
    const key = [unit, project ?? "", purpose.line, purpose.source, purpose.capital, purpose.year].join("/");
    let found = this.lines.get(key);
    if (!found) {
      found = { id: idOf("budget line", key), unit, project, parent, ...purpose };
      this.lines.set(key, found);
    }
    return found;
  }

  private decision(
    unit: string,
    year: number,
    kind: Transfer["kind"],
    day: string,
    status: Decision["status"] = "posted",
    title?: string,
  ): Decision {
    const key = `${unit}/${year}/${kind}/${day}/${status}`;
    let found = this.decisions.get(key);
    if (!found) {
      const where = inSentence(this.world.titleOf(unit));
      const round =
        [...this.decisions.values()].filter(
          (one) => one.unit === unit && one.year === year && one.transfers[0]?.kind === kind,
        ).length + 1;
      found = {
        key,
        unit,
        title:
          title ??
          (kind === "appropriation"
            ? `Giao vốn năm ${year} cho ${where}`
            : `Phân bổ vốn năm ${year}, đợt ${round}, ${where}`),
        year,
        day,
        status,
        transfers: [],
      };
      this.decisions.set(key, found);
    }
    return found;
  }

  private give(day: string, parent: Line, to: Line, amount: number): void {
    this.decision(parent.unit, to.year, "allocation", day).transfers.push({
      kind: "allocation",
      from: parent,
      to,
      amount,
    });
    this.into.set(parent, (this.into.get(parent) ?? 0) + amount);
  }

  plan(): void {
    this.fromProjects();
    this.toCommunes();
    this.free2026();
    for (const line of this.lines.values()) {
      if (line.parent) continue;
      const needed = this.into.get(line) ?? 0;
      // District money went where it was needed; provinces keep a little back, and in 2026 more.
      const share = line.source === "src_district" ? 0 : line.year === 2026 ? 0.12 : keptBack;
      const amount = Math.ceil((needed * (1 + share)) / 10_000_000) * 10_000_000;
      this.decision(line.unit, line.year, "appropriation", appropriated[line.year]!).transfers.push({
        kind: "appropriation",
        from: null,
        to: line,
        amount,
      });
    }
    this.waitingDecisions();
    this.postDecisions();
  }

  private fromProjects(): void {
    let voucher = 0;
    for (const project of this.projects.list)
      for (const fund of project.funds) {
        if (fund.allocated === 0) continue;
        const province = this.world.provinceOf(project.unit);
        const purpose = { line: project.line, source: fund.source, capital: fund.capital, year: fund.year };
        const root = this.line(
          fund.source === "src_district" ? this.world.parentOf(project.unit) : province,
          null,
          null,
          purpose,
        );
        const above = fund.year >= 2026 ? this.line(project.unit, null, root, purpose) : root;
        const line = this.line(project.unit, project.id, above, purpose);
        const ready = project.decided! > `${fund.year}-01-01` ? project.decided! : `${fund.year}-01-01`;
        const day = quarters[fund.year]!.find((quarter) => quarter >= ready) ?? addDays(ready, 3);
        this.give(day > storyDay ? storyDay : day, above, line, fund.allocated);
        if (fund.committed === 0) continue;
        const placed = this.projects.place(project);
        const { finance } = staffOf(this.world, project.unit);
        // Money is promised after it has come, and paid by the end of January after its year (the treasury's rule).
        const late = Math.max(0, Math.round((Date.parse(addDays(day, 4)) - Date.parse(fund.committedOn)) / 86_400_000));
        const deadline = fund.year >= 2026 ? addDays(storyDay, -3) : `${fund.year + 1}-01-28`;
        const clamp = (date: string) => (date > deadline ? deadline : date);
        const committedOn = clamp(addDays(fund.committedOn, late));
        const commitmentId = idOf("commitment", line.id);
        this.commitments.push({
          id: commitmentId,
          ...placed,
          budgetLineId: line.id,
          amount: fund.committed,
          payee: fund.payee,
          contract: fund.contract,
          onDate: committedOn,
          recordedBy: finance,
          recordedAt: at(committedOn, 14),
        });
        this.entries.push({
          rank: 3,
          key: commitmentId,
          kind: "commitment",
          from: line,
          to: null,
          amount: fund.committed,
          on: committedOn,
          ground: { commitmentId },
          by: finance,
        });
        fund.payments.forEach((payment, index) => {
          if (payment.amount === 0) return;
          const on = clamp(addDays(payment.on, late));
          const paymentId = idOf("payment", line.id, index);
          voucher += 1;
          this.payments.push({
            id: paymentId,
            ...placed,
            budgetLineId: line.id,
            amount: payment.amount,
            payee: fund.payee,
            voucher: `KB-${fund.year}-${String(voucher).padStart(5, "0")}`,
            onDate: on,
            note: "",
            recordedBy: finance,
            recordedAt: at(on, 15),
          });
          this.entries.push({
            rank: 4,
            key: paymentId,
            kind: "payment",
            from: line,
            to: null,
            amount: payment.amount,
            on,
            ground: { paymentId },
            by: finance,
          });
        });
      }
  }

  /** The communes of 2026 get what their projects need, and something to divide. */
  private toCommunes(): void {
    for (const line of [...this.lines.values()]) {
      if (line.project || !line.parent) continue;
      const amount = Math.ceil(((this.into.get(line) ?? 0) + keptInCommunes) / 10_000_000) * 10_000_000;
      this.give("2026-02-26", line.parent, line, amount);
    }
  }

  /** What the provinces themselves can still divide this year, line by line. */
  private free2026(): void {
    const free: [unit: string, kind: keyof typeof lines2026, source: string, capital: string, amount: number][] = [
      ["vn-20", "livelihood", "src_central", "capital_recurrent", 6_065_000_000],
      ["vn-20", "livelihood", "src_province", "capital_recurrent", 1_240_000_000],
      ["vn-20", "housing", "src_central", "capital_recurrent", 1_500_000_000],
      ["vn-20", "infrastructure", "src_central", "capital_investment", 9_800_000_000],
      ["vn-22", "livelihood", "src_province", "capital_recurrent", 3_600_000_000],
      ["vn-22", "housing", "src_central", "capital_recurrent", 900_000_000],
      ["vn-22", "infrastructure", "src_province", "capital_investment", 7_200_000_000],
    ];
    for (const [unit, kind, source, capital, amount] of free) {
      const line = this.line(unit, null, null, { line: lines2026[kind], source, capital, year: 2026 });
      this.into.set(line, (this.into.get(line) ?? 0) + amount);
    }
  }

  /** One decision a province waits for its other manager; Lạng Sơn has one more on the table. */
  private waitingDecisions(): void {
    const open = (
      unit: string,
      status: "submitted" | "draft",
      day: string,
      title: string,
      kind: keyof typeof lines2026,
      source: string,
      capital: string,
      shares: [string, number][],
    ) => {
      const purpose = { line: lines2026[kind], source, capital, year: 2026 };
      const from = this.line(unit, null, null, purpose);
      const decision = this.decision(unit, 2026, "allocation", day, status, title);
      for (const [commune, million] of shares)
        decision.transfers.push({
          kind: "allocation",
          from,
          to: { id: "", unit: commune, project: null, parent: from, ...purpose },
          amount: million * 1_000_000,
        });
    };
    open(
      "vn-20",
      "submitted",
      "2026-11-13",
      "Phân bổ bổ sung vốn sự nghiệp năm 2026 cho 8 xã, Lạng Sơn",
      "livelihood",
      "src_central",
      "capital_recurrent",
      [
        ["new-06124", 560],
        ["new-06391", 590],
        ["new-06253", 470],
        ["new-06073", 610],
        ["new-06076", 505],
        ["new-06280", 455],
        ["new-06298", 520],
        ["new-06091", 540],
      ],
    );
    open(
      "vn-22",
      "submitted",
      "2026-11-17",
      "Phân bổ bổ sung vốn đầu tư năm 2026 cho 3 xã Bình Liêu, Lục Hồn, Hoành Mô",
      "infrastructure",
      "src_province",
      "capital_investment",
      [
        ["new-06838", 1650],
        ["new-06856", 1900],
        ["new-06841", 980],
      ],
    );
    open(
      "vn-20",
      "draft",
      "2026-11-19",
      "Phân bổ vốn nhà ở năm 2026, đợt 3, Lạng Sơn",
      "housing",
      "src_central",
      "capital_recurrent",
      [
        ["new-06391", 240],
        ["new-06253", 180],
        ["new-06124", 120],
      ],
    );
  }

  private postDecisions(): void {
    let number = 100;
    const inOrder = [...this.decisions.values()].sort((a, b) =>
      a.day < b.day ? -1 : a.day > b.day ? 1 : a.key < b.key ? -1 : 1,
    );
    inOrder.forEach((decision, index) => {
      const place = this.world.place(decision.unit);
      const { managers } = staffOf(this.world, decision.unit);
      const [maker, approver] = index % 3 === 0 ? managers : [managers[1], managers[0]];
      const [requester, decider] = decision.status === "posted" ? [maker, approver] : managers;
      number += 1 + (index % 7);
      const documentKey = `demo-decision-${decision.key}`;
      this.world.add(
        "documents",
        documentRow({
          key: documentKey,
          unit: place.unitId,
          province: place.provinceId,
          number: `${number}/QĐ-UBND`,
          kind: "committee_decision",
          issuer: `Ủy ban nhân dân ${inSentence(this.world.titleOf(decision.unit))}`,
          issuedOn: decision.day,
          summary: `${decision.title} (số liệu mẫu)`,
          registeredBy: requester,
          registeredAt: at(decision.day, 8, 40),
        }),
      );
      const id = idOf("decision", decision.key);
      const sum = decision.transfers.reduce((all, { amount }) => all + amount, 0);
      const posted = decision.status === "posted";
      this.decisionRows.push({
        id,
        ...place,
        title: decision.title,
        folded: fold(decision.title),
        year: decision.year,
        documentId: documentId(documentKey),
        status: decision.status,
        version: 1,
        createdBy: requester,
        createdAt: at(addDays(decision.day, -4), 9),
        postedAt: posted ? at(decision.day, 14) : null,
      });
      decision.transfers.forEach((transfer, sort) => {
        this.transferRows.push({
          id: idOf("transfer", decision.key, sort),
          decisionId: id,
          ...place,
          kind: transfer.kind,
          fromLineId: transfer.from?.id ?? null,
          toUnitId: transfer.to.project ? null : unitId(transfer.to.unit),
          toProjectId: transfer.to.project,
          lineId: lineId(transfer.to.line),
          sourceCode: transfer.to.source,
          capitalCode: transfer.to.capital,
          amount: transfer.amount,
          sort,
        });
        if (posted)
          this.entries.push({
            rank: transfer.kind === "appropriation" ? 0 : transfer.to.project ? 2 : 1,
            key: idOf("transfer", decision.key, sort),
            kind: transfer.kind,
            from: transfer.from,
            to: transfer.to,
            amount: transfer.amount,
            on: decision.day,
            ground: { decisionId: id },
            by: decider,
          });
      });
      if (decision.status === "draft") return;
      const asked = posted ? addDays(decision.day, -3) : decision.day;
      this.asks.push({
        key: `decision/${decision.key}`,
        subject: "budget.decision",
        subjectId: id,
        version: 1,
        unit: decision.unit,
        title: decision.title,
        amount: sum,
        changes: this.changes(decision),
        requestedBy: requester,
        asked,
        steps: [{ role: "manager", at: "province", days: 5, by: decider, on: decision.day }],
        outcome: posted ? "approve" : "open",
        reached: 1,
        reason: "",
      });
    });
  }

  private readonly decisionRows: Row[] = [];
  private readonly transferRows: Row[] = [];
  private readonly held = new Map<string, { received: number; free: number }>();
  private readonly words = purposeWords();
  private names: Map<string, string> | undefined;

  /** As the portal writes them down (decisionChanges): totals, lines that receive, what is left on those that give. */
  private changes(decision: Decision): Change[] {
    this.names ??= new Map(this.projects.list.map(({ id, name }) => [id, name]));
    const keyOf = (line: Line) =>
      [line.unit, line.project ?? "", line.line, line.source, line.capital, line.year].join("/");
    const moved = new Map<
      string,
      { line: Line; before: { received: number; free: number }; now: { received: number; free: number } }
    >();
    const move = (line: Line, received: number, free: number) => {
      const before = this.held.get(keyOf(line)) ?? { received: 0, free: 0 };
      const found = moved.get(keyOf(line)) ?? { line, before, now: { ...before } };
      found.now.received += received;
      found.now.free += free;
      moved.set(keyOf(line), found);
    };
    for (const { from, to, amount } of decision.transfers) {
      if (from) move(from, 0, -amount);
      move(to, amount, amount);
    }
    if (decision.status === "posted") for (const [key, { now }] of moved) this.held.set(key, now);
    const all = [...moved.values()];
    const receiving = all.filter(({ before, now }) => before.received !== now.received);
    const giving = all.filter((one) => !receiving.includes(one));
    const total = (field: "received" | "free", list: typeof all): Change[] =>
      list.length === 0
        ? []
        : [
            {
              field,
              group: "totals",
              as: "money",
              before: String(list.reduce((sum, { before }) => sum + before[field], 0)),
              after: String(list.reduce((sum, { now }) => sum + now[field], 0)),
            },
          ];
    const each = (field: "received" | "free", group: string, list: typeof all): Change[] =>
      list.map(({ line, before, now }) => ({
        field,
        group,
        as: "money",
        label: line.project ? this.names!.get(line.project)! : this.world.titleOf(line.unit),
        note: this.words(line),
        before: String(before[field]),
        after: String(now[field]),
      }));
    return [
      ...total("received", receiving),
      ...total("free", giving),
      ...each("received", "receiving", receiving),
      ...each("free", "giving", giving),
    ];
  }

  /** What the portal would have recorded of it: one row a decision, a promise and a payment. */
  trail(): Row[] {
    const said = new Set<unknown>();
    return this.entries.flatMap((entry) => {
      const { decisionId } = entry.ground;
      if (decisionId && said.has(decisionId)) return [];
      said.add(decisionId);
      const line = (entry.from ?? entry.to)!;
      return [
        {
          ...this.world.place(line.unit),
          at: at(entry.on, 15, 30),
          personId: entry.by,
          event: decisionId ? "budget.posted" : entry.kind === "commitment" ? "budget.committed" : "budget.paid",
          noun: decisionId ? "budgets" : "projects",
          recordId: decisionId ?? line.project,
          detail: decisionId ? {} : { amount: String(entry.amount) },
        },
      ];
    });
  }

  async write(client: Client): Promise<void> {
    // Parents before children.
    const depth = (line: Line): number => (line.parent ? 1 + depth(line.parent) : 0);
    const lines = [...this.lines.values()].sort((a, b) => depth(a) - depth(b));
    await insert(
      client,
      "budget_lines",
      lines.map((line) => ({
        id: line.id,
        ...this.world.place(line.unit),
        projectId: line.project,
        parentId: line.parent?.id ?? null,
        lineId: lineId(line.line),
        sourceCode: line.source,
        capitalCode: line.capital,
        year: line.year,
      })),
    );
    await insert(client, "budget_decisions", this.decisionRows);
    await insert(client, "budget_transfers", this.transferRows);
    await insert(client, "commitments", this.commitments);
    await insert(client, "payments", this.payments);
    this.entries.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.rank - b.rank || (a.key < b.key ? -1 : 1)));
    const rows = this.entries.map((entry) => ({
      id: idOf("entry", entry.key),
      ...this.world.place((entry.from ?? entry.to)!.unit),
      kind: entry.kind,
      fromLineId: entry.from?.id ?? null,
      toLineId: entry.to?.id ?? null,
      amount: entry.amount,
      onDate: entry.on,
      decisionId: null,
      commitmentId: null,
      paymentId: null,
      ...entry.ground,
      postedBy: entry.by,
      postedAt: at(entry.on, 15, 30),
    }));
    // Without statistics the triggers' statements would read whole tables, once an entry.
    await client.query("analyze budget_lines, projects, budget_totals, housing_details, findings");
    await insert(client, "ledger_entries", rows);
    for (const table of ["projects", "budget_lines", "households"])
      await client.query(`alter table ${table} reset (fillfactor)`);
  }
}

/** "P2 · Ngân sách trung ương · Vốn sự nghiệp", in each language. */
function purposeWords(): (line: Pick<Line, "line" | "source" | "capital">) => Names {
  const { fundSources, capitalKinds } =
    readSeed<Record<"fundSources" | "capitalKinds", { code: string; name: Names }[]>>("data/money.json");
  const sources = new Map(fundSources.map(({ code, name }) => [code, name]));
  const capitals = new Map(capitalKinds.map(({ code, name }) => [code, name]));
  return ({ line, source, capital }) => {
    const say = (tongue: keyof Names) =>
      [line.split(":")[1], sources.get(source)![tongue], capitals.get(capital)![tongue]].join(" · ");
    return { vi: say("vi"), id: say("id"), en: say("en") };
  };
}
