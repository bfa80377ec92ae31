import { createHash } from "node:crypto";
import { pipeline } from "node:stream/promises";
import { from as copyFrom } from "pg-copy-streams";
import type { z } from "zod";
import { homeOf, record } from "../audit";
import { hashBody } from "../auth/identity";
import { today } from "../clock";
import { row, rows, type Tx } from "../db";
import { idOf } from "../ids";
import { Problem } from "../problem";
import type { Scope } from "../trpc";
import { type Counts, stagedLines } from "./import-rows";
import { wordsToCodes } from "./import-rules";
import { checkStaged, copyRows, makeStaging, registerStaged, reportStaged } from "./import-staging";
import type { importHouseholdsInput } from "./inputs";

export type ImportOutcome = Counts & {
  /** What was registered; in a dry run, what would have been. */
  registered: number;
  people: number;
  /** False when nothing was kept: a dry run, or something was wrong. */
  kept: boolean;
  /** The same file was imported before: this is what came of it then. */
  repeated: boolean;
};

/** Codes of the lists by every word that a file may use for them. */
async function readLists(tx: Tx) {
  const found = await rows<{ list: string; code: string; names: string[] }>(
    tx,
    "import.lists",
    `select list, code, array(select value from jsonb_each_text(name)) as names from codes where list in ('ethnicGroups', 'relationships')`,
  );
  const listed = (list: string) =>
    wordsToCodes(
      Object.fromEntries(found.filter((each) => each.list === list).map(({ code, names }) => [code, names])),
    );
  return { ethnicGroups: listed("ethnicGroups"), relationships: listed("relationships") };
}

/** The operation is the file: its content makes the id, so that it is imported once whoever sends it again. */
async function claim(tx: Tx, scope: Scope, digest: string): Promise<{ id: string; before?: ImportOutcome }> {
  const id = idOf("households.import", digest);
  const claimed = await row(
    tx,
    "operation.claim",
    "insert into operations (id, person_id, command, body_hash) values ($1, $2, $3, $4) on conflict do nothing returning id",
    [id, scope.personId, "households.import", hashBody(digest)],
  );
  if (claimed) return { id };
  const first = await row<{ outcome: { value: ImportOutcome } }>(
    tx,
    "import.first",
    "select outcome from operations where id = $1 and person_id = $2",
    [id, scope.personId],
  );
  if (!first) throw new Problem("file_imported_already");
  return { id, before: { ...first.outcome.value, repeated: true } };
}

/** Registers the households of a file: all of them, or with `goodRows` those that are right. */
export async function importHouseholds(
  tx: Tx,
  scope: Scope<"households.write">,
  { open, codesOn, goodRows, dryRun, report }: z.output<typeof importHouseholdsInput>,
): Promise<ImportOutcome> {
  const onDate = today(scope.clock);
  const counts: Counts = { rows: 0, households: 0, badRows: 0, householdsLeft: 0 };
  const lists = await readLists(tx);
  await tx.$client.query("savepoint import");
  await makeStaging(tx);

  const digest = createHash("sha256");
  async function* hashed() {
    for await (const chunk of open()) {
      digest.update(chunk);
      yield chunk;
    }
  }
  let refusal: unknown;
  async function* lines() {
    try {
      yield* stagedLines(hashed(), { lists, today: onDate, codesOn, report, counts });
    } catch (error) {
      refusal = error;
      throw error;
    }
  }
  // The file's own fault comes before the server's complaint that the copy was broken off.
  await pipeline(lines, tx.$client.query(copyFrom(copyRows))).catch((error) => {
    throw refusal ?? error;
  });

  const file = digest.digest("hex");
  const { id: operationId, before } = await claim(tx, scope, file);
  if (before) {
    await tx.$client.query("rollback to savepoint import");
    return before;
  }

  const staged = await checkStaged(tx, onDate);
  if (staged.badRows) await reportStaged(tx, report);
  counts.badRows += staged.badRows;
  counts.householdsLeft += staged.householdsLeft;

  const nothing = { ...counts, registered: 0, people: 0, kept: false, repeated: false };
  const right = counts.households - counts.householdsLeft;
  if (right === 0 || (counts.badRows > 0 && !goodRows)) {
    await tx.$client.query("rollback to savepoint import");
    return nothing;
  }

  const within = { ...scope, operationId };
  const made = await registerStaged(tx, within, "household.registered", staged.badRows > 0);
  const outcome = { ...counts, registered: made.households, people: made.people, kept: !dryRun, repeated: false };
  await rows(tx, "operation.keep", "update operations set outcome = $2 where id = $1", [
    operationId,
    JSON.stringify({ value: outcome }),
  ]);
  await record(tx, within, {
    event: "household.imported",
    noun: "households",
    recordId: operationId,
    ...homeOf(scope),
    detail: { file, households: made.households, people: made.people, rows: counts.rows, left: counts.badRows },
  });
  if (dryRun) await tx.$client.query("rollback to savepoint import");
  return outcome;
}
