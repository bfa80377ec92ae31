import type { ProjectKind } from "@/db/schema/project-lists";
import { today } from "../../clock";
import { row, type Tx } from "../../db";
import { type FieldProblem, fieldProblem, Problem, type ProblemCode, problems as problemCodes } from "../../problem";
import type { Scope } from "../../trpc";
import type { DetailsInputOf, DetailsOf } from "../kinds";
import type { SourceRow } from "../kinds/kind";
import type { ProjectRecord } from "../record";

export type Place = { unitId: string; provinceId: string };

/** Where the project stands and what its details depend on. */
export type Holder = Place & { projectId: string; lineId: string; sources: readonly SourceRow[] };

type Of<K extends ProjectKind> = ProjectRecord & { details: DetailsOf[K] };

export type Store<K extends ProjectKind> = {
  /** The responsible unit, from the unit that was asked for. */
  placeOf(tx: Tx, scope: Scope, unitId: string, details: DetailsInputOf<K>): Promise<Place>;
  /** Writes the details with their rows, whether or not there were any before. */
  save(tx: Tx, scope: Scope, holder: Holder, details: DetailsInputOf<K>): Promise<void>;
  /** The details of project `p` as one object of SQL. */
  select: string;
  /** The households whose names the record shows: reading it is a reading of personal data. */
  people(details: DetailsOf[K]): string[];
  /** Why another record stands in the way of submitting. */
  guard(tx: Tx, scope: Scope, project: Of<K>): Promise<FieldProblem | undefined>;
  /** What else happens when the project is submitted, */
  submitted(tx: Tx, scope: Scope, project: Of<K>): Promise<void>;
  /** when what was submitted has been given, */
  completed(tx: Tx, scope: Scope, project: Of<K>, onDate: string): Promise<void>;
  /** and when it is returned or rejected. */
  dropped(tx: Tx, scope: Scope, projectId: string): Promise<void>;
};

export const nothing = async () => undefined;

/** The rows of a form keep the order in which they were typed. */
export const inOrder = <T extends object>(sent: readonly T[]) => sent.map((one, sort) => ({ ...one, sort }));

/** Rows of a sub-select as one JSON array. */
export const list = (object: string, from: string, order: string) =>
  `(select coalesce(json_agg(${object} order by ${order}), '[]') from ${from})`;

/** The fields at which something is wrong; the first one names the refusal. */
export function refuseAll(problems: readonly FieldProblem[]): void {
  const [first] = problems;
  if (!first) return;
  throw new Problem(codeOf(first), first.values ?? {}, [...problems]);
}

/** A field's own code ("required", "not_in_list") names no refusal of the whole. */
function codeOf({ code }: FieldProblem): ProblemCode {
  if (code in problemCodes) return code as ProblemCode;
  return code === "required" ? "project_incomplete" : "invalid";
}

/** A unit of the person's reach that exists today. */
export async function unitInForce(tx: Tx, scope: Scope, unitId: string): Promise<Place> {
  const unit = await row<Place & { inForce: boolean }>(
    tx,
    `projects.unit.${scope.permission}`,
    `select u.id as "unitId", u.province_id as "provinceId", u.valid_from <= $2::date and (u.valid_to is null or u.valid_to > $2::date) as "inForce"
       from units u where u.id = $1 and app.reaches('${scope.permission}', u.id, u.province_id)`,
    [unitId, today(scope.clock)],
  );
  if (!unit) throw fieldProblem("unitId", "unknown_unit");
  if (!unit.inForce) throw fieldProblem("unitId", "unit_not_in_force");
  return { unitId: unit.unitId, provinceId: unit.provinceId };
}
