import { expect, type Page } from "@playwright/test";
import { newId } from "../server/ids";
import { command } from "./calls";
import type { Account } from "./people";

/** A record by a list that shows it and the address it lies under; what follows its address. */
type Found = { list: string; under: string; part?: string };
/** A part of a visit that goes on; the demonstration has none, so one is begun. */
type Begun = { begun: string };
export type Stop = { route: string; as: Account | "nobody"; at: string | Found | Begun };

const of = (list: string, under: string, part = ""): Found => ({ list, under, part });
const road = "/projects?q=HT-2022-0003";
const family = "/households?q=be+manh+nam";
const place = "/units?q=06838";
export const nowhere = "01a00000-0000-7000-8000-000000000000";

/** Every page of the portal, each as somebody whose page it is. The demonstration is the same every time. */
export const stops: Stop[] = [
  { route: "(sign-in)/sign-in", as: "nobody", at: "/sign-in" },
  { route: "(portal)/inbox", as: "manager", at: "/inbox" },
  { route: "(portal)/inbox", as: "manager", at: "/inbox?group=fix" },
  { route: "(portal)/dashboard", as: "manager", at: "/dashboard?year=2025" },
  { route: "(portal)/dashboard", as: "clerk", at: "/dashboard" },
  { route: "(portal)/projects", as: "manager", at: "/projects" },
  { route: "(portal)/projects", as: "clerk", at: "/projects?q=khong-co-du-an-nao" },
  { route: "(portal)/projects/new", as: "clerk", at: "/projects/new" },
  { route: "(portal)/projects/new", as: "clerk", at: "/projects/new?kind=livelihood" },
  { route: "(portal)/projects/new", as: "clerk", at: "/projects/new?kind=housing" },
  { route: "(portal)/projects/new", as: "clerk", at: "/projects/new?kind=infrastructure" },
  ...["overview", "progress", "money", "inspections", "papers", "history"].map(
    (tab): Stop => ({ route: "(portal)/projects/[id]", as: "manager", at: of(road, "/projects", `?tab=${tab}`) }),
  ),
  { route: "(portal)/projects/[id]", as: "clerk", at: of("/projects?kind=livelihood", "/projects") },
  { route: "(portal)/projects/[id]", as: "clerk", at: of("/projects?kind=housing", "/projects") },
  { route: "(portal)/projects/[id]", as: "clerk", at: `/projects/${nowhere}` },
  { route: "(portal)/projects/[id]/edit", as: "clerk", at: of("/projects?status=returned", "/projects", "/edit") },
  { route: "(portal)/budgets", as: "manager", at: "/budgets?year=2025" },
  { route: "(portal)/budgets/lines/[id]", as: "manager", at: of("/budgets?year=2025", "/budgets/lines") },
  { route: "(portal)/budgets/decisions", as: "manager", at: "/budgets/decisions" },
  { route: "(portal)/budgets/decisions/new", as: "manager", at: "/budgets/decisions/new?year=2026" },
  { route: "(portal)/budgets/decisions/[id]", as: "manager", at: of("/budgets/decisions", "/budgets/decisions") },
  {
    route: "(portal)/budgets/decisions/[id]/edit",
    as: "drafter",
    at: of("/budgets/decisions?status=draft", "/budgets/decisions", "/edit"),
  },
  { route: "(portal)/households", as: "clerk", at: "/households" },
  { route: "(portal)/households/[id]", as: "clerk", at: of(family, "/households") },
  { route: "(portal)/households/[id]/edit", as: "clerk", at: of(family, "/households", "/edit") },
  { route: "(portal)/households/[id]/end", as: "clerk", at: of(family, "/households", "/end") },
  { route: "(portal)/households/[id]/split", as: "clerk", at: of(family, "/households", "/split") },
  { route: "(portal)/households/[id]/members/new", as: "clerk", at: of(family, "/households", "/members/new") },
  { route: "(portal)/households/[id]/supports/new", as: "clerk", at: of(family, "/households", "/supports/new") },
  { route: "(portal)/households/new", as: "clerk", at: "/households/new" },
  { route: "(portal)/inspections", as: "inspector", at: "/inspections" },
  { route: "(portal)/inspections/new", as: "inspector", at: "/inspections/new" },
  { route: "(portal)/inspections/[id]", as: "inspector", at: of("/inspections", "/inspections") },
  { route: "(portal)/findings", as: "manager", at: "/findings" },
  { route: "(portal)/findings/[id]", as: "manager", at: of("/findings", "/findings") },
  { route: "(portal)/units", as: "manager", at: "/units" },
  ...["origin", "below", "names"].map(
    (part): Stop => ({ route: "(portal)/units/[id]", as: "manager", at: of(place, "/units", `?part=${part}`) }),
  ),
  { route: "(portal)/documents", as: "manager", at: "/documents" },
  { route: "(portal)/documents/new", as: "manager", at: "/documents/new" },
  { route: "(portal)/documents/[id]", as: "manager", at: of("/documents", "/documents") },
  { route: "(portal)/documents/[id]/correct", as: "manager", at: of("/documents", "/documents", "/correct") },
  { route: "(portal)/indicators", as: "manager", at: "/indicators" },
  { route: "(portal)/programmes", as: "manager", at: "/programmes" },
  { route: "(portal)/people", as: "administrator", at: "/people" },
  { route: "(portal)/people/new", as: "administrator", at: "/people/new" },
  { route: "(portal)/people/[id]", as: "administrator", at: of("/people?q=lan@binhlieu", "/people") },
  { route: "(portal)/audit", as: "auditor", at: "/audit" },
  { route: "(portal)/account", as: "clerk", at: "/account" },
  { route: "(portal)/search", as: "clerk", at: "/search?q=binh+lieu" },
  { route: "(portal)/search", as: "clerk", at: "/search?q=khongcogi" },
  { route: "(portal)/more", as: "inspector", at: "/more" },
  { route: "(portal)/requests", as: "manager", at: "/requests" },
  { route: "(portal)/requests/[id]", as: "manager", at: of("/requests?status=approved", "/requests") },
  { route: "(portal)/requests/[id]", as: "otherManager", at: of("/requests?status=open", "/requests") },
  { route: "field", as: "inspector", at: "/field" },
  { route: "field/[inspectionId]", as: "inspector", at: of("/field", "/field") },
  { route: "field/[inspectionId]/finding", as: "inspector", at: { begun: "/finding" } },
  { route: "field/[inspectionId]/conclude", as: "inspector", at: { begun: "/conclude" } },
];

/** Pages that the sweep cannot stand on, and why. */
export const unswept: Record<string, string> = {
  "": "it only leads to the inbox",
  "(sign-in)/password": "only who must change a password is let in; their journey checks it",
  "(portal)/households/[id]/members/[memberId]": "the same form as for a new member",
};

const addresses = new Map<string, string>();

let begun: string | undefined;

async function beginVisit(page: Page): Promise<string> {
  const id = newId();
  const projectId = (await addressOf(page, { route: "", as: "inspector", at: of(road, "/projects") }))
    .split("/")
    .at(-1)!;
  const today = new Date().toLocaleDateString("sv-SE", { timeZone: "Asia/Ho_Chi_Minh" });
  await command(page, "inspections.plan", { id, projectId, kind: "check", reason: "", plannedOn: today });
  await command(page, "inspections.start", { inspectionId: id, visitedOn: today });
  return id;
}

/** What was begun to be looked at does not stay on the day's list. */
export async function endVisit(page: Page): Promise<void> {
  if (begun) await command(page, "inspections.conclude", { inspectionId: begun, conclusion: "Đạt" });
  begun = undefined;
}

/** The address of a stop; a record is looked for once. */
export async function addressOf(page: Page, { at }: Stop): Promise<string> {
  if (typeof at === "string") return at;
  if ("begun" in at) {
    begun ??= await beginVisit(page);
    return `/field/${begun}${at.begun}`;
  }
  const key = `${at.list} ${at.under}`;
  if (!addresses.has(key)) {
    await page.goto(at.list);
    const hrefs = await page
      .getByRole("main")
      .getByRole("link")
      .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
    const href = hrefs.find((each) => new RegExp(`^${at.under}/[0-9a-f-]{36}`).test(each));
    expect(href, `a link below ${at.under} on ${at.list}`).toBeDefined();
    addresses.set(key, href!.split("?")[0]!);
  }
  return `${addresses.get(key)}${at.part ?? ""}`;
}
