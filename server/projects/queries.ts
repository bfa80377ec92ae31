import type { z } from "zod";
import { type ProjectKind, type ProjectStatus, projectKinds, projectStatuses } from "@/db/schema/project-lists";
import { record, shown } from "../audit";
import { permissions } from "../auth/permissions";
import { today } from "../clock";
import { row, type Tx } from "../db";
import { likePattern } from "../fold";
import { pageSize } from "../inputs";
import { Problem, refuse } from "../problem";
import { type Scope, withinText } from "../trpc";
import { storeOf } from "./details/index";
import { list } from "./details/store";
import type { editProjectInput, listProjectsInput, projectSorts } from "./inputs";
import { actionPermissions, actionsOf, blockedOf, inputOf } from "./kinds";
import type { Action } from "./kinds/kind";
import type { ProjectRecord } from "./record";
import { editProblem, lateStatuses, projectStages } from "./rules";

export type ProjectRow = {
  id: string;
  code: string;
  name: string;
  kind: ProjectKind;
  status: ProjectStatus;
  year: number;
  unitId: string;
  unitName: string;
  /** Where the work lies, "Xã Bình Liêu, xã Hoành Mô"; empty when the responsible unit is all that is known. */
  placeNames: string;
  totalAmount: string;
  allocatedAmount: string;
  committedAmount: string;
  paidAmount: string;
  /** Hundredths of a percent. */
  progress: number;
  plannedEnd: string | null;
  /** Days after the planned end; 0 when the project is not late. */
  lateDays: number;
};

export type ProjectList = {
  items: ProjectRow[];
  total: number;
  sums: { total: string; allocated: string; committed: string; paid: string; late: number };
  /** Over the same filters but the status: the quick tabs. */
  statuses: Record<ProjectStatus, number>;
  binned: number;
};

const late = `(p.planned_end < $1::date and p.status in (${lateStatuses.map((status) => `'${status}'`).join(", ")}))`;

export const lateDays = `case when ${late} then $1::date - p.planned_end else 0 end`;

const orders: Record<(typeof projectSorts)[number], { by: string; direction: "asc" | "desc" }> = {
  recent: { by: "p.created_at", direction: "desc" },
  code: { by: "p.code", direction: "asc" },
  name: { by: "p.folded", direction: "asc" },
  total: { by: "p.total_amount", direction: "desc" },
  allocated: { by: "p.allocated_amount", direction: "desc" },
  paid: { by: "p.paid_amount", direction: "desc" },
  progress: { by: "p.progress", direction: "desc" },
  end: { by: "p.planned_end", direction: "asc" },
};

const directions = { up: "asc", down: "desc" } as const;

export const titleOf = (u: string, y: string) => `app.titled(${y}.title, ${u}.name)`;

/** The title of a unit by its id. */
const titleBy = (id: string) =>
  `(select ${titleOf("tu", "ty")} from units tu join unit_types ty on ty.code = tu.type_code where tu.id = ${id})`;

/** "Xã Bình Liêu, xã Hoành Mô". */
const placesOf = `coalesce((select string_agg(case one.place when 1 then app.titled(one.title, one.name) else app.titled_within(one.title, one.name) end, ', ' order by one.place)
    from (select row_number() over (order by x.sort, x.id) as place, w.name, y.title
            from project_places x join units w on w.id = x.place_id join unit_types y on y.code = w.type_code where x.project_id = p.id) one), '')`;

const columns = `p.id, p.code, p.name, p.kind, p.status, p.year, p.unit_id as "unitId", ${titleOf("u", "ut")} as "unitName", ${placesOf} as "placeNames",
  p.total_amount::text as "totalAmount", p.allocated_amount::text as "allocatedAmount", p.committed_amount::text as "committedAmount", p.paid_amount::text as "paidAmount",
  p.progress, p.planned_end as "plannedEnd", ${lateDays} as "lateDays"`;

/**
 * Where the asker's roles lie, said once more beside the three tiers of the policy: their "or" alone
 * would leave the planner to read every project of the nation for a clerk of one commune.
 */
function ownPlaces({ who }: Scope): { name: string; says: string } {
  const held = who.roles.filter(({ role }) => (permissions["projects.read"] as readonly string[]).includes(role));
  if (held.every(({ rank }) => rank > 1)) {
    return { name: "units", says: "p.unit_id = any ((select app.units('projects.read'))::uuid[])" };
  }
  if (held.every(({ rank }) => rank === 1)) {
    return { name: "provinces", says: "p.province_id = any ((select app.provinces('projects.read'))::uuid[])" };
  }
  return { name: "mixed", says: "true" };
}

type Filter = { name: string; says: (value: string) => string; value: unknown };

/** Only what is asked for, so that each shape of the list has a plan that suits it. */
function filtersOf(input: z.output<typeof listProjectsInput>): Filter[] {
  const { q, kind, year, line, unit, source, late: isLate } = input;
  const possible: Filter[] = [
    { name: "kind", says: (value) => `p.kind = ${value}`, value: kind },
    { name: "year", says: (value) => `p.year = ${value}`, value: year },
    {
      name: "unit",
      says: (value) => `p.unit_id in (select r.unit_id from unit_reach r where r.ancestor_id = ${value})`,
      value: unit,
    },
    {
      name: "typed",
      says: (value) => `p.id in (select app.projects_like(${value}, null))`,
      value: q && likePattern(q),
    },
    { name: "line", says: (value) => `p.line_id = ${value}`, value: line },
    {
      name: "source",
      says: (value) => `exists (select from project_sources s where s.project_id = p.id and s.source_code = ${value})`,
      value: source,
    },
    { name: "late", says: (value) => `${late} = ${value}`, value: isLate },
  ];
  return possible.filter(({ value }) => value !== undefined && value !== "");
}

/** One page with the exact total, the sums over all pages and the counts of the tabs, in one statement. */
export async function listProjects(
  tx: Tx,
  scope: Scope<"projects.read">,
  input: z.output<typeof listProjectsInput>,
): Promise<ProjectList> {
  const natural = orders[input.sort];
  const direction = input.direction ? directions[input.direction] : natural.direction;
  const order = `${natural.by} ${direction} nulls last, p.id ${direction}`;
  const own = ownPlaces(scope);
  const filters = filtersOf(input);
  const statuses = input.status ? [input.status] : input.stage && projectStages[input.stage];
  const values: unknown[] = [today(scope.clock), (input.page - 1) * pageSize, ...filters.map(({ value }) => value)];
  const where = [withinText("p", "projects.read"), own.says, ...filters.map(({ says }, at) => says(`$${at + 3}`))];
  if (statuses) values.push(statuses);
  const shape = [...filters.map(({ name }) => name), statuses && "status", input.binned && "binned"].filter(Boolean);
  const found = await row<Omit<ProjectList, "statuses"> & { statuses: Partial<ProjectList["statuses"]> }>(
    tx,
    ["projects.list", input.sort, direction, own.name, ...(shape.length ? [shape.join("+")] : [])].join("."),
    `with counted as materialized (
       select p.status, count(*) filter (where p.binned_at is null) as n, count(*) filter (where p.binned_at is not null) as binned
         from projects p where ${where.join(" and ")} group by p.status
     ), shown as materialized (
       select p.id, p.created_at, p.code, p.folded, p.total_amount, p.allocated_amount, p.committed_amount, p.paid_amount, p.progress, p.planned_end, ${late} as late
         from projects p
        where ${where.join(" and ")} and p.binned_at is ${input.binned ? "not " : ""}null ${statuses ? `and p.status = any ($${values.length})` : ""}
     ), page as (
       select p.id, row_number() over (order by ${order}) as place from shown p order by ${order} limit ${pageSize} offset $2
     )
     select (select count(*)::int from shown) as total,
            (select json_build_object('total', coalesce(sum(total_amount), 0)::text, 'allocated', coalesce(sum(allocated_amount), 0)::text,
                'committed', coalesce(sum(committed_amount), 0)::text, 'paid', coalesce(sum(paid_amount), 0)::text, 'late', count(*) filter (where late)) from shown) as sums,
            (select coalesce(json_object_agg(status, n) filter (where n > 0), '{}') from counted) as statuses,
            (select coalesce(sum(binned), 0)::int from counted) as binned,
            (select coalesce(json_agg(one), '[]') from (
               select ${columns}
                 from page join projects p on p.id = page.id join units u on u.id = p.unit_id join unit_types ut on ut.code = u.type_code order by page.place) one) as items`,
    values,
  );
  const none = Object.fromEntries(projectStatuses.map((status) => [status, 0])) as ProjectList["statuses"];
  return { ...found!, statuses: { ...none, ...found!.statuses } };
}

const documentLink = (alias: string) =>
  `json_build_object('id', ${alias}.id, 'number', ${alias}.number, 'kind', ${alias}.kind, 'issuer', ${alias}.issuer, 'issuedOn', ${alias}.issued_on, 'summary', ${alias}.summary)`;

/** What came after an abolished unit, the one that got the whole of it first. */
const heirsOf = (unit: string, columns: string, whole: boolean) =>
  `(select ${columns} from unit_links k join units s on s.id = k.successor_id join unit_types st on st.code = s.type_code
     where k.predecessor_id = ${unit} and k.kind <> 'boundary_adjusted'${whole ? " and not k.part limit 1" : ""})`;

export const abolished = (u: string) => `${u}.valid_to <= $1::date`;

const permissionsAsked = [...new Set(Object.values(actionPermissions))];

const projectText = `
  select p.id, p.code, p.name, p.kind, p.status, p.year, p.version, p.binned_at is not null as binned, json_build_object('id', u.id, 'name', ${titleOf("u", "ut")}, 'heir', case when ${abolished("u")} then
      ${heirsOf("u.id", `json_build_object('id', s.id, 'name', ${titleOf("s", "st")}, 'since', k.effective_on)`, true)} end) as unit, p.province_id as "provinceId",
    (select json_build_object('id', l.id, 'code', l.code, 'name', l.name, 'programme', json_build_object('id', g.id, 'code', g.code, 'name', g.name))
       from programme_lines l join programmes g on g.id = l.programme_id where l.id = p.line_id) as line,
    p.planned_start as "plannedStart", p.planned_end as "plannedEnd", p.started_on as "startedOn", p.completed_on as "completedOn", ${lateDays} as "lateDays", p.progress,
    p.total_amount::text as "totalAmount", p.allocated_amount::text as "allocatedAmount", p.committed_amount::text as "committedAmount", p.paid_amount::text as "paidAmount",
    ${placesOf} as "placeNames", p.benefit,
    (select ${documentLink("d")} from documents d where d.id = p.decision_document_id) as "decisionDocument",
    (select json_build_object('id', w.id, 'name', w.name) from people w where w.id = p.created_by) as "createdBy", to_json(p.created_at) as "createdAt",
    ${list(
      `json_build_object('id', x.id, 'placeId', x.place_id, 'name', ${titleOf("w", "y")}, 'note', x.note, 'validTo', w.valid_to, 'heirs',
        case when ${abolished("w")} then coalesce(${heirsOf("w.id", `json_agg(json_build_object('id', s.id, 'name', ${titleOf("s", "st")}) order by k.part, s.folded)`, false)}, '[]') else '[]' end)`,
      "project_places x join units w on w.id = x.place_id join unit_types y on y.code = w.type_code where x.project_id = p.id",
      "x.sort, x.id",
    )} as places,
    ${list(
      `json_build_object('sourceCode', x.source_code, 'name', f.name, 'budget', f.budget, 'amount', x.amount::text)`,
      "project_sources x join fund_sources f on f.code = x.source_code where x.project_id = p.id",
      "f.sort, f.code",
    )} as sources,
    ${list(
      `json_build_object('id', x.id, 'name', x.name, 'plannedOn', x.planned_on, 'actualOn', x.actual_on)`,
      "milestones x where x.project_id = p.id",
      "x.sort, x.id",
    )} as milestones,
    ${list(
      `json_build_object('id', x.id, 'onDate', x.on_date, 'progress', x.progress, 'note', x.note, 'correction', x.correction, 'reportedBy', w.name, 'reportedAt', x.reported_at)`,
      "progress_reports x join people w on w.id = x.reported_by where x.project_id = p.id",
      "x.on_date, x.reported_at",
    )} as "progressReports",
    ${list(
      `json_build_object('id', x.id, 'fileId', x.file_id, 'kind', x.kind, 'caption', x.caption, 'takenOn', x.taken_on, 'name', f.name, 'mediaType', f.media_type, 'width', f.width, 'height', f.height, 'attachedBy', w.name, 'attachedAt', x.attached_at)`,
      "project_files x join people w on w.id = x.attached_by left join files f on f.id = x.file_id where x.project_id = p.id",
      "x.attached_at, x.id",
    )} as files,
    ${list(documentLink("d"), "project_documents x join documents d on d.id = x.document_id where x.project_id = p.id", "d.issued_on, d.number_folded")} as documents,
    ${list(
      `json_build_object('version', x.version, 'submittedAt', x.submitted_at, 'approvedAt', x.approved_at)`,
      "project_versions x where x.project_id = p.id",
      "x.version",
    )} as versions,
    case p.kind ${projectKinds.map((kind) => `when '${kind}' then ${storeOf(kind).select}`).join(" ")} end as details,
    (select json_build_object('id', q.id, 'code', q.code, 'status', q.status, 'requestedBy', w.name, 'requestedAt', q.requested_at, 'decidedAt', q.decided_at,
        'waitingStep', q.waiting_step, 'waitingRole', q.waiting_role, 'waitingUnitName', ${titleBy("q.waiting_unit_id")},
        'waitingSince', q.waiting_since, 'dueOn', q.due_on,
        'steps', ${list(
          `json_build_object('step', s.step, 'role', s.role, 'unitName', ${titleBy("s.at_unit_id")}, 'days', s.days, 'verdict', v.verdict, 'decidedBy', y.name, 'decidedAt', v.decided_at, 'reason', v.reason)`,
          "request_steps s left join request_decisions v on v.request_id = s.request_id and v.step = s.step left join people y on y.id = v.decided_by where s.request_id = q.id",
          "s.step",
        )})
       from requests q join people w on w.id = q.requested_by
      where q.subject_id = p.id and ${withinText("q", "requests.read")} order by q.requested_at desc limit 1) as request,
    json_build_object(${permissionsAsked.map((permission) => `'${permission}', app.reaches('${permission}', p.unit_id, p.province_id)`).join(", ")}) as held
  from projects p join units u on u.id = p.unit_id join unit_types ut on ut.code = u.type_code
 where p.id = $2 and ${withinText("p", "projects.read")}`;

/** The whole project in one statement; undefined when it is not there or not the person's to see. */
export async function findProject(tx: Tx, scope: Scope, projectId: string): Promise<ProjectRecord | undefined> {
  const found = await row<Omit<ProjectRecord, "may" | "problems"> & { held: Record<string, boolean> }>(
    tx,
    "projects.get",
    projectText,
    [today(scope.clock), projectId],
  );
  if (!found) return undefined;
  const { held, ...project } = found;
  const may = actionsOf(project).filter((action) => held[actionPermissions[action]]);
  return { ...project, may, problems: {} };
}

/** A project for a command: there, or refused. */
export async function projectForUse(tx: Tx, scope: Scope, projectId: string): Promise<ProjectRecord> {
  const project = await findProject(tx, scope, projectId);
  if (!project) throw new Problem("not_found");
  return project;
}

/** Names of households are personal: seeing them leaves a row behind. */
async function recordPeopleRead(tx: Tx, scope: Scope, project: ProjectRecord): Promise<void> {
  const people = storeOf(project.kind).people(project.details);
  if (people.length === 0) return;
  await record(tx, scope, {
    event: "project.people_read",
    noun: "projects",
    recordId: project.id,
    unitId: project.unit.id,
    provinceId: project.provinceId,
    detail: shown(people),
  });
}

/** A project as its page shows it, with what the person may do and what is in the way of it. */
export async function getProject(tx: Tx, scope: Scope<"projects.read">, projectId: string): Promise<ProjectRecord> {
  const project = await projectForUse(tx, scope, projectId);
  await recordPeopleRead(tx, scope, project);
  return { ...project, problems: await problemsOf(tx, scope, project) };
}

/** What is in the way of each thing that the person may do. */
async function problemsOf(tx: Tx, scope: Scope, project: ProjectRecord): Promise<ProjectRecord["problems"]> {
  const blocked = Object.entries(blockedOf(project)).filter(([action]) => project.may.includes(action as Action));
  const problems: ProjectRecord["problems"] = Object.fromEntries(blocked);
  const earlier = project.may.includes("submit") ? await storeOf(project.kind).guard(tx, scope, project) : undefined;
  return earlier ? { ...problems, submit: [...(problems.submit ?? []), earlier] } : problems;
}

/** The record and what the edit form starts from: the very shape that it sends back. */
export async function projectForEdit(
  tx: Tx,
  scope: Scope<"projects.write">,
  projectId: string,
): Promise<{ project: ProjectRecord; values: z.input<typeof editProjectInput> }> {
  const project = await projectForUse(tx, scope, projectId);
  refuse(editProblem(project));
  if (!project.may.includes("edit")) throw new Problem("not_allowed");
  await recordPeopleRead(tx, scope, project);
  const { id, version, name, lineId, year, plannedStart, plannedEnd, benefit } = {
    ...project,
    lineId: project.line.id,
  };
  return {
    project: { ...project, problems: await problemsOf(tx, scope, project) },
    values: {
      id,
      version,
      name,
      lineId,
      year,
      plannedStart,
      plannedEnd,
      benefit,
      places: project.places.map(({ id, placeId, note }) => ({ id, placeId, note })),
      sources: project.sources.map(({ sourceCode, amount }) => ({ sourceCode, amount })),
      milestones: project.milestones.map(({ id, name, plannedOn }) => ({ id, name, plannedOn })),
      documents: project.documents.map(({ id }) => id),
      decisionDocumentId: project.decisionDocument?.id ?? null,
      details: inputOf(project),
    },
  };
}
