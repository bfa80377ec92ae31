/** What a backup says of itself: written last, when everything has been counted. */
export type Manifest = {
  format: number;
  /** Of the act; the audit trail knows it by this. */
  id: string;
  madeAt: string;
  release: string;
  postgres: string;
  /** In the order in which they were applied. */
  migrations: Migration[];
  tables: { name: string; columns: string[]; rows: number; digest: string }[];
  sequences: { name: string; value: string; called: boolean }[];
  /** Of lines "id sha256 size", in no order. */
  files: { count: number; bytes: number; digest: string };
  /** Files that rows name and that were gone or spoiled when the backup was made. */
  missing: string[];
  trail: Trail;
  /** Kept totals that did not agree with their facts. */
  totals: string[];
};
export type Migration = { name: string; hash: string };
export type Trail = { blocks: number; rows: number; sealed: number; hash: string | null; problems: string[] };

export const formatVersion = 1;

/** Why this release cannot take the backup's schema; undefined when it can. */
export function schemaProblem(ofBackup: readonly Migration[], known: readonly Migration[]): string | undefined {
  const hashes = new Map(known.map(({ name, hash }) => [name, hash]));
  const newer = ofBackup.filter(({ name }) => !hashes.has(name));
  if (newer.length > 0)
    return `The backup is of a newer release: this one does not know ${newer.map(({ name }) => name).join(", ")}.`;
  const other = ofBackup.filter(({ name, hash }) => hashes.get(name) !== hash);
  if (other.length > 0)
    return `The backup was made with another text of ${other.map(({ name }) => name).join(", ")}: it belongs to a different release.`;
  if (ofBackup.length === 0) return "The backup names no migrations.";
  return undefined;
}

/**
 * The keys that travel with the data. IDENTITY_KEY reads the identity numbers and AUDIT_KEY the anchors: without them the
 * restored portal would be whole and useless. NEXTAUTH_SECRET stays behind: sessions end with a restore.
 */
export const keyNames = ["IDENTITY_KEY", "AUDIT_KEY"] as const;
export type Keys = Record<(typeof keyNames)[number], string>;

/**
 * Which keys must be written to the file of secrets, and which the environment gives otherwise than the backup, so that no
 * file could change them.
 */
export function keyPlan(ofBackup: Keys, given: Partial<Keys>, inFile: Partial<Keys>) {
  const wrong = keyNames.filter((name) => given[name] !== ofBackup[name]);
  const fixed = wrong.filter((name) => given[name] !== undefined && given[name] !== inFile[name]);
  return { write: wrong.filter((name) => !fixed.includes(name)), fixed };
}

const sorted = (lines: readonly string[]) => JSON.stringify([...lines].sort());

/** Whether the trail came out as it went in. What was wrong with it before is no reason to lose the rest. */
export function trailProblem(before: Trail, after: Trail): string | undefined {
  if (before.blocks !== after.blocks || before.hash !== after.hash)
    return "The audit trail does not end in the block that the backup names.";
  if (before.rows !== after.rows || before.sealed !== after.sealed) return "Rows of the audit trail are missing.";
  if (sorted(before.problems) !== sorted(after.problems))
    return `The audit trail did not come out as it went in: ${after.problems.join("; ")}`;
  return undefined;
}

export const totalsProblem = (before: readonly string[], after: readonly string[]): string | undefined =>
  sorted(before) === sorted(after) ? undefined : `Kept totals did not come out as they went in: ${after.join("; ")}`;
