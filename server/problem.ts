import { TRPCError } from "@trpc/server";
import { ZodError } from "zod";
import { issueCode, issueValues } from "./inputs";

/**
 * Every refusal that a person may meet, with its transport status. app/text/problems.ts has one
 * sentence a code in every language; neither list compiles without the other.
 */
export const problems = {
  // the floor
  invalid: "BAD_REQUEST",
  not_signed_in: "UNAUTHORIZED",
  other_person: "CONFLICT",
  password_must_change: "FORBIDDEN",
  not_allowed: "FORBIDDEN",
  not_found: "NOT_FOUND",
  operation_reused: "CONFLICT",
  changed_meanwhile: "CONFLICT",
  too_large: "PAYLOAD_TOO_LARGE",
  busy: "SERVICE_UNAVAILABLE",
  storage_full: "SERVICE_UNAVAILABLE",
  unexpected: "INTERNAL_SERVER_ERROR",
  wrong_origin: "FORBIDDEN",
  written_once: "CONFLICT",
  unknown_unit: "BAD_REQUEST",
  unit_not_in_force: "BAD_REQUEST",
  unknown_document: "BAD_REQUEST",
  unknown_file: "BAD_REQUEST",
  // files
  file_too_large: "PAYLOAD_TOO_LARGE",
  file_empty: "BAD_REQUEST",
  file_kind_refused: "BAD_REQUEST",
  file_is_not_what_it_says: "BAD_REQUEST",
  file_is_broken: "BAD_REQUEST",
  file_is_encrypted: "BAD_REQUEST",
  file_runs_code: "BAD_REQUEST",
  file_links_elsewhere: "BAD_REQUEST",
  file_unpacks_too_large: "BAD_REQUEST",
  // people
  wrong_password: "BAD_REQUEST",
  password_too_weak: "BAD_REQUEST",
  password_unchanged: "BAD_REQUEST",
  username_taken: "CONFLICT",
  forbidden_pair_of_roles: "CONFLICT",
  role_already_held: "CONFLICT",
  assignment_to_oneself: "CONFLICT",
  assignment_ended_before_start: "BAD_REQUEST",
  own_access: "CONFLICT",
  role_end_in_past: "BAD_REQUEST",
  role_already_ended: "CONFLICT",
  // documents
  document_exists: "CONFLICT",
  effective_before_issued: "BAD_REQUEST",
  // households
  identity_in_other_household: "CONFLICT",
  household_ended: "CONFLICT",
  no_identity: "NOT_FOUND",
  day_has_not_come: "BAD_REQUEST",
  support_has_no_amount: "BAD_REQUEST",
  one_head: "BAD_REQUEST",
  head_leaves_last: "CONFLICT",
  identity_twice: "BAD_REQUEST",
  village_elsewhere: "BAD_REQUEST",
  member_ended: "CONFLICT",
  split_takes_everyone: "BAD_REQUEST",
  code_taken: "CONFLICT",
  // a file of households
  text_is_not_utf8: "BAD_REQUEST",
  columns_unknown: "BAD_REQUEST",
  columns_twice: "BAD_REQUEST",
  columns_missing: "BAD_REQUEST",
  quote_is_not_closed: "BAD_REQUEST",
  more_cells_than_heads: "BAD_REQUEST",
  code_needs_day: "BAD_REQUEST",
  unit_code_differs: "BAD_REQUEST",
  village_ambiguous: "BAD_REQUEST",
  code_repeated: "BAD_REQUEST",
  identity_repeated: "BAD_REQUEST",
  member_without_head: "BAD_REQUEST",
  differs_from_head: "BAD_REQUEST",
  file_imported_already: "CONFLICT",
  // projects
  project_not_editable: "CONFLICT",
  project_step_not_allowed: "CONFLICT",
  project_incomplete: "CONFLICT",
  project_has_no_households: "CONFLICT",
  project_has_no_sources: "CONFLICT",
  too_few_target_households: "CONFLICT",
  line_does_not_fund_kind: "BAD_REQUEST",
  line_not_in_period: "BAD_REQUEST",
  ends_before_start: "BAD_REQUEST",
  range_falls: "BAD_REQUEST",
  place_twice: "BAD_REQUEST",
  household_twice: "BAD_REQUEST",
  household_elsewhere: "BAD_REQUEST",
  household_has_no_class: "CONFLICT",
  housed_before: "CONFLICT",
  house_was_sound: "CONFLICT",
  no_norm_in_force: "CONFLICT",
  design_area_too_small: "CONFLICT",
  stage_out_of_order: "CONFLICT",
  stage_already_reported: "CONFLICT",
  three_hards_missing: "CONFLICT",
  house_area_too_small: "CONFLICT",
  signature_missing: "CONFLICT",
  stages_missing: "CONFLICT",
  not_accepted_yet: "CONFLICT",
  not_handed_over_yet: "CONFLICT",
  progress_falls: "CONFLICT",
  day_before_step: "BAD_REQUEST",
  not_a_photo: "BAD_REQUEST",
  already_attached: "CONFLICT",
  source_twice: "BAD_REQUEST",
  // requests
  request_already_decided: "CONFLICT",
  requester_decides: "FORBIDDEN",
  wrong_role_for_step: "FORBIDDEN",
  reason_missing: "BAD_REQUEST",
  no_route_in_force: "CONFLICT",
  already_requested: "CONFLICT",
  // budgets
  overspent_line: "CONFLICT",
  overpaid_line: "CONFLICT",
  over_recovered: "CONFLICT",
  entry_does_not_fit: "BAD_REQUEST",
  project_not_approved: "CONFLICT",
  payment_held: "CONFLICT",
  above_norm: "CONFLICT",
  voucher_used: "CONFLICT",
  decision_not_editable: "CONFLICT",
  decision_empty: "BAD_REQUEST",
  reversal_does_not_mirror: "CONFLICT",
  already_reversed: "CONFLICT",
  commitment_paid: "CONFLICT",
  // inspections
  inspector_not_independent: "FORBIDDEN",
  inspection_over: "CONFLICT",
  finding_closed: "CONFLICT",
  finding_has_open_actions: "CONFLICT",
  doer_verifies: "FORBIDDEN",
  action_not_answered: "CONFLICT",
  action_already_answered: "CONFLICT",
  action_already_verified: "CONFLICT",
  corrective_action_needed: "CONFLICT",
  visit_not_started: "CONFLICT",
  inspection_has_findings: "CONFLICT",
  finding_holds_no_payment: "CONFLICT",
} as const satisfies Record<string, TRPCError["code"]>;

export type ProblemCode = keyof typeof problems;
export type ProblemValues = Record<string, string | number>;
/** One field's refusal: dotted path into the input, a code of this list or of the shared field codes. */
export type FieldProblem = { path: string; code: string; values?: ProblemValues };

/** What a person is told. `reference` is for what we did not foresee: they can read it out. */
export type ProblemShape = { code: ProblemCode; values?: ProblemValues; fields?: FieldProblem[]; reference?: string };

/** A refusal that we foresaw. */
export class Problem extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly values: ProblemValues = {},
    readonly fields: FieldProblem[] = [],
  ) {
    super(code);
  }
}

/** A refusal about one field. */
export const fieldProblem = (path: string, code: ProblemCode, values: ProblemValues = {}) =>
  new Problem(code, values, [{ path, code, values }]);

/** Throws when a rule reports a problem. */
export function refuse(problem: ProblemCode | undefined, values: ProblemValues = {}, field?: string): void {
  if (problem) throw field ? fieldProblem(field, problem, values) : new Problem(problem, values);
}

/** Named constraints and what they mean to a person. */
const constraints: Record<string, ProblemCode> = {
  people_username: "username_taken",
  forbidden_pair_of_roles: "forbidden_pair_of_roles",
  role_held_once_at_a_time: "role_already_held",
  assignment_is_not_to_oneself: "assignment_to_oneself",
  assignment_ends_after_it_starts: "assignment_ended_before_start",
  document_number_once_per_issuer_and_date: "document_exists",
  document_takes_effect_after_it_is_issued: "effective_before_issued",
  person_in_one_household: "identity_in_other_household",
  households_code: "code_taken",
  one_housing_support_per_family: "housed_before",
  project_follows_the_path_of_its_kind: "project_step_not_allowed",
  approved_project_was_decided_on: "project_step_not_allowed",
  submitted_content_stays: "project_not_editable",
  project_ends_after_it_starts: "ends_before_start",
  project_completes_after_it_starts: "ends_before_start",
  quantity_range_rises: "range_falls",
  project_place_once: "place_twice",
  household_joins_a_model_once: "household_twice",
  housing_household_lives_in_the_unit: "household_elsewhere",
  completed_house_has_three_hards: "three_hards_missing",
  completed_new_house_has_30_m2: "house_area_too_small",
  completed_house_is_signed_for: "signature_missing",
  completed_house_has_all_stages: "stages_missing",
  completed_work_is_accepted: "not_accepted_yet",
  operating_work_is_handed_over: "not_handed_over_yet",
  operation_follows_handover: "not_handed_over_yet",
  handover_follows_acceptance: "not_accepted_yet",
  stage_once_per_house: "stage_already_reported",
  file_attached_once: "already_attached",
  progress_never_falls_without_correction: "progress_falls",
  step_is_decided_once: "request_already_decided",
  request_is_still_open: "request_already_decided",
  person_decides_a_request_once: "wrong_role_for_step",
  requester_never_decides: "requester_decides",
  decision_is_in_own_name: "not_allowed",
  decision_is_in_the_role_of_the_step: "wrong_role_for_step",
  return_and_reject_say_why: "reason_missing",
  one_open_request_per_subject: "already_requested",
  never_allocate_or_commit_more_than_received: "overspent_line",
  never_pay_more_than_committed: "overpaid_line",
  never_recover_more_than_advanced: "over_recovered",
  never_receive_less_than_nothing: "overspent_line",
  entry_fits_its_lines: "entry_does_not_fit",
  only_approved_projects_spend: "project_not_approved",
  serious_finding_holds_payment: "payment_held",
  grant_stays_within_the_norm: "above_norm",
  voucher_once_per_line: "voucher_used",
  reversal_mirrors_its_entry: "reversal_does_not_mirror",
  entry_reversed_once: "already_reversed",
  reversal_says_why: "reason_missing",
  budget_decisions_pkey: "operation_reused",
  budget_transfers_pkey: "operation_reused",
  commitments_pkey: "operation_reused",
  payments_pkey: "operation_reused",
  ledger_entries_pkey: "operation_reused",
  written_once: "written_once",
  inspector_is_independent: "inspector_not_independent",
  finding_closes_once: "finding_closed",
  finding_closes_when_actions_are_verified: "finding_has_open_actions",
  closed_finding_takes_nothing_more: "finding_closed",
  doer_never_closes: "doer_verifies",
  doer_never_verifies: "doer_verifies",
  only_an_answer_is_verified: "action_not_answered",
  inspection_still_runs: "inspection_over",
  conclusion_follows_corrective_actions: "corrective_action_needed",
  cancelled_inspection_found_nothing: "inspection_has_findings",
  finding_releases_pkey: "finding_holds_no_payment",
  verified_action_stays: "action_already_verified",
  cited_file_is_readable: "unknown_file",
  request_has_its_route: "no_route_in_force",
  request_follows_its_steps: "not_allowed",
  submitted_means_asked: "no_route_in_force",
  decision_follows_its_path: "decision_not_editable",
  entry_has_its_ground: "entry_does_not_fit",
};

type DatabaseError = { code: string; constraint?: string; detail?: string };

/** The database's own error in whatever wraps it. */
export const databaseError = (error: unknown): DatabaseError | undefined => {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ("severity" in at && "code" in at) return at as unknown as DatabaseError;
  }
  return undefined;
};

/** Another transaction won, or another reading of the same transaction failed: the same work may simply be tried again. */
export const isWorthRetrying = (error: unknown) =>
  ["40001", "40P01", "25P02"].includes(databaseError(error)?.code ?? "");

/** What a thrown thing means to a person; undefined when nobody foresaw it. */
export function asProblem(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  if (error instanceof ZodError) {
    return new Problem(
      "invalid",
      {},
      error.issues.map((issue) => ({ path: issue.path.join("."), code: issueCode(issue), values: issueValues(issue) })),
    );
  }
  if (error instanceof TRPCError) {
    const caused = error.cause && asProblem(error.cause);
    if (caused) return caused;
    const byStatus: Partial<Record<TRPCError["code"], ProblemCode>> = {
      NOT_FOUND: "not_found",
      PARSE_ERROR: "invalid",
      BAD_REQUEST: "invalid",
      METHOD_NOT_SUPPORTED: "invalid",
      UNSUPPORTED_MEDIA_TYPE: "invalid",
      PAYLOAD_TOO_LARGE: "too_large",
    };
    const code = byStatus[error.code];
    return code && new Problem(code);
  }
  const database = databaseError(error);
  if (database?.constraint && constraints[database.constraint]) {
    return new Problem(constraints[database.constraint]!, detailValues(database.detail));
  }
  // The client makes the ids: one that is there already was used for something else.
  if (database?.code === "23505" && database.constraint?.endsWith("_pkey")) return new Problem("operation_reused");
  if (isUnreachable(error, database)) return new Problem("busy");
  if (roomCodes.includes((error as NodeJS.ErrnoException | undefined)?.code ?? "")) return new Problem("storage_full");
  // A value that no column takes, such as a sum beyond all money.
  if (database?.code.startsWith("22")) return new Problem("invalid");
  // A row policy refused a write: the same answer as for a record that is not there.
  if (database?.code === "42501") return new Problem("not_allowed");
  return undefined;
}

const networkCodes = ["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EHOSTUNREACH"];
/** Canceled, no disk, memory or connection left, going down or coming up, lock not got, idle too long. */
const busyCodes = ["57014", "53100", "53200", "53300", "57P01", "57P02", "57P03", "55P03", "25P03"];
/** A file finds no room: the disk, somebody's share of it or the largest file is full. */
const roomCodes = ["ENOSPC", "EDQUOT", "EFBIG"];
/** The driver has no codes for these. */
const lostConnection =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/** The database is away, starting, full or slower than anyone waits: the same call may work in a moment. */
function isUnreachable(error: unknown, database: DatabaseError | undefined): boolean {
  if (database) return busyCodes.includes(database.code) || database.code.startsWith("08");
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const tried: unknown[] = at instanceof AggregateError ? at.errors : [at];
    if (tried.some((each) => networkCodes.includes((each as NodeJS.ErrnoException).code ?? ""))) return true;
    if (lostConnection.test(at.message)) return true;
  }
  return false;
}

/** Our own triggers put a JSON object into the detail; PostgreSQL's own detail is prose and stays here. */
function detailValues(detail: string | undefined): ProblemValues {
  if (!detail?.startsWith("{")) return {};
  try {
    return JSON.parse(detail) as ProblemValues;
  } catch {
    return {};
  }
}
