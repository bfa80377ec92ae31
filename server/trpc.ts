import { initTRPC, TRPCError } from "@trpc/server";
import { type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { z } from "zod";
import { hashBody } from "./auth/identity";
import type { Permission } from "./auth/permissions";
import { type Clock, systemClock } from "./clock";
import { changing, inBulk, reading, row, rowsAtEnd, type sharedReading, type Tongue, type Tx, type Who } from "./db";
import { id } from "./inputs";
import { log } from "./log";
import { noteDatabaseLost } from "./pool";
import { asProblem, isWorthRetrying, Problem, type ProblemShape, problems } from "./problem";

/** What comes with a call. The session id is only a claim until app.enter has read its row. */
export type Context = {
  sessionId: string | undefined;
  requestId: string;
  /** The language in which readings name places; what is written is named in Vietnamese. */
  tongue?: Tongue;
  /** For whom the page was drawn that calls: another tab may have signed somebody else in since. */
  drawnFor?: string | undefined;
  clock?: Clock;
  /** The transaction that the readings of one page share; every other call opens its own. */
  shared?: ReturnType<typeof sharedReading>;
};

declare const proven: unique symbol;

/** Proof that the person holds a permission somewhere. Only this file makes one. */
export type Scope<P extends Permission = Permission> = {
  readonly personId: string;
  readonly sessionId: string;
  readonly permission: P;
  readonly who: Who;
  readonly clock: Clock;
  readonly operationId?: string;
  readonly [proven]: true;
};

export type Meta = { permission?: Permission; signedIn?: true; open?: true };

const t = initTRPC
  .context<Context>()
  .meta<Meta>()
  .create({
    errorFormatter({ shape, error, ctx }) {
      const problem: ProblemShape = toShape(error, ctx?.requestId);
      return {
        message: problem.code,
        code: shape.code,
        data: { code: error.code, httpStatus: shape.data.httpStatus, path: undefined, problem },
      };
    },
  });

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** The error as the person is told it. What nobody foresaw is logged with its cause and a reference. */
export function toShape(error: unknown, reference = "-"): ProblemShape {
  const problem = asProblem(error);
  if (problem) {
    return { code: problem.code, values: problem.values, ...(problem.fields.length && { fields: problem.fields }) };
  }
  return { code: "unexpected", reference };
}

function asTrpcError(error: unknown): TRPCError {
  const problem = asProblem(error);
  // A page that fails of it is answered by somebody who sees only that it failed.
  if (problem?.code === "busy") noteDatabaseLost();
  // Logged already. Whoever prints it once more, such as the renderer of a page, must not print its values.
  if (!problem) {
    const cause = process.env.NODE_ENV === "production" ? undefined : error;
    return new TRPCError({ code: "INTERNAL_SERVER_ERROR", message: "unexpected", cause });
  }
  return new TRPCError({ code: problems[problem.code], cause: problem, message: problem.code });
}

type InTransaction = <T>(work: Parameters<typeof changing<T>>[1]) => Promise<T>;

/** Readings of one page share a transaction; every other call has its own. */
function transactionFor(
  { shared, tongue }: { shared?: InTransaction | undefined; tongue?: Tongue | undefined },
  sessionId: string,
  type: "query" | "mutation" | "subscription",
  bulk: boolean,
): InTransaction {
  if (type === "query" && shared) return shared;
  if (bulk) return (work) => inBulk(sessionId, work, tongue);
  return type === "query" ? (work) => reading(sessionId, work, tongue) : (work) => changing(sessionId, work, tongue);
}

/** One call is one transaction, run as the signed-in person. */
const transacted = (permission: Permission | undefined, beforePasswordChange = false, bulk = false) =>
  t.middleware(async ({ ctx, next, path, type }) => {
    const { sessionId, requestId } = ctx;
    let personId: string | undefined;
    // What was refused is undone, its trail with it: the log has it.
    const failed = (error: unknown) => {
      const problem = asProblem(error);
      if (problem) log.info({ requestId, path, personId, code: problem.code }, "refused");
      else log.error({ err: error, path, requestId }, "unexpected");
      return asTrpcError(error);
    };
    if (!sessionId) throw failed(new Problem("not_signed_in"));
    const inTransaction = transactionFor(ctx, sessionId, type, bulk);
    for (let attempt = 1; ; attempt++) {
      try {
        return await inTransaction(async (tx, who) => {
          if (!who) throw new Problem("not_signed_in");
          personId = who.personId;
          if (ctx.drawnFor && ctx.drawnFor !== who.personId) throw new Problem("other_person");
          if (who.mustChangePassword && !beforePasswordChange) throw new Problem("password_must_change");
          if (permission && !who.permissions.includes(permission)) throw new Problem("not_allowed");
          const scope = {
            personId: who.personId,
            sessionId,
            permission,
            who,
            clock: ctx.clock ?? systemClock,
          } as unknown as Scope;
          const result = await next({ ctx: { tx, scope } });
          // next() reports a failure instead of throwing it; only a throw rolls the transaction back.
          if (!result.ok) throw result.error;
          return result;
        });
      } catch (error) {
        if (attempt < 4 && isWorthRetrying(error)) continue;
        throw failed(error);
      }
    }
  });

type Proven<P extends Permission> = { tx: Tx; scope: Scope<P> };

/** The only way to build a procedure that reads: name the permission first. */
export const allowed = <P extends Permission>(permission: P) =>
  t.procedure
    .meta({ permission })
    .use(transacted(permission))
    .use(({ ctx, next }) => next({ ctx: ctx as typeof ctx & Proven<P> }));

/** The same for an import or an export: a connection that streams by COPY and has time. */
export const bulk = <P extends Permission>(permission: P) =>
  t.procedure
    .meta({ permission })
    .use(transacted(permission, false, true))
    .use(({ ctx, next }) => next({ ctx: ctx as typeof ctx & Proven<P> }));

/**
 * The only way to build one that writes. `shape` are the fields that people send; the client adds
 * an operation id, and the same operation has one effect however often it arrives.
 */
export const command = <P extends Permission, S extends z.ZodRawShape, Out>(
  permission: P,
  input: z.ZodObject<S>,
  work: (tx: Tx, scope: Scope<P>, input: z.output<z.ZodObject<S>>) => Promise<Out>,
) =>
  allowed(permission)
    .input(operation(input))
    .mutation(({ ctx, input, path }) =>
      once(ctx.tx, ctx.scope, path, input as Record<string, unknown>, (scope, body) =>
        work(ctx.tx, scope, body as never),
      ),
    );

/** A command about oneself, such as changing one's password: a live session is the permission. */
export const ownCommand = <S extends z.ZodRawShape, Out>(
  input: z.ZodObject<S>,
  work: (tx: Tx, scope: Scope, input: z.output<z.ZodObject<S>>) => Promise<Out>,
  { beforePasswordChange = false } = {},
) =>
  t.procedure
    .meta({ signedIn: true })
    .use(transacted(undefined, beforePasswordChange))
    .input(operation(input))
    .mutation(({ ctx, input, path }) => {
      const { tx, scope } = ctx as unknown as { tx: Tx; scope: Scope };
      return once(tx, scope, path, input as Record<string, unknown>, (within, body) => work(tx, within, body as never));
    });

/** A reading about oneself. */
export const ownQuery = (beforePasswordChange = false) =>
  t.procedure
    .meta({ signedIn: true })
    .use(transacted(undefined, beforePasswordChange))
    .use(({ ctx, next }) => next({ ctx: ctx as typeof ctx & { tx: Tx; scope: Scope } }));

const operation = <S extends z.ZodRawShape>(input: z.ZodObject<S>) =>
  z.strictObject({ ...input.shape, operationId: id }) as unknown as z.ZodObject<S & { operationId: typeof id }>;

/** Claims the operation, does the work once, and keeps what came of it for whoever asks again. */
async function once<P extends Permission, Out>(
  tx: Tx,
  scope: Scope<P>,
  path: string,
  input: Record<string, unknown>,
  work: (scope: Scope<P>, body: Record<string, unknown>) => Promise<Out>,
): Promise<Out> {
  const { operationId, ...body } = input as { operationId: string };
  const hash = hashBody(JSON.stringify(body, (_, value) => (typeof value === "bigint" ? value.toString() : value)));
  // A second arrival waits here until the first has committed, then finds its row.
  const claimed = await row(
    tx,
    "operation.claim",
    "insert into operations (id, person_id, command, body_hash) values ($1, $2, $3, $4) on conflict do nothing returning id",
    [operationId, scope.personId, path, hash],
  );
  if (!claimed) {
    const first = await row<{ command: string; body_hash: Buffer; outcome: { value: Out } }>(
      tx,
      "operation.first",
      "select command, body_hash, outcome from operations where id = $1 and person_id = $2",
      [operationId, scope.personId],
    );
    if (!first || first.command !== path || !first.body_hash.equals(hash)) throw new Problem("operation_reused");
    return first.outcome.value;
  }
  const outcome = await work({ ...scope, operationId }, body);
  rowsAtEnd(tx, "operation.keep", "update operations set outcome = $2 where id = $1", [
    operationId,
    JSON.stringify({ value: outcome ?? null }),
  ]);
  return outcome;
}

/** True for rows that the scope reaches: the same sentence the row policies say (design.md D2). */
export const within = (scope: Scope, table: { unitId: AnyPgColumn; provinceId: AnyPgColumn }): SQL =>
  sql`((select app.everywhere(${scope.permission})) or ${table.provinceId} = any ((select app.provinces(${scope.permission}))::uuid[]) or ${table.unitId} = any ((select app.units(${scope.permission}))::uuid[]))`;

/** The same for a hand-written statement: alias of the guarded table, and the permission as a literal of our own list. */
export const withinText = (alias: string, permission: Permission): string =>
  `((select app.everywhere('${permission}')) or ${alias}.province_id = any ((select app.provinces('${permission}'))::uuid[]) or ${alias}.unit_id = any ((select app.units('${permission}'))::uuid[]))`;
