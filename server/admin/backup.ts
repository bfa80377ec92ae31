import { readFile } from "node:fs/promises";
import path from "node:path";
import { checkBackup } from "../backup/read";
import { restoreBackup } from "../backup/restore";
import type { Manifest } from "../backup/rules";
import { writeBackup } from "../backup/write";
import { type Command, Refusal } from "../command-line";

/** Where the person stood who called npm. */
const fromThere = (name: string) => path.resolve(process.env.INIT_CWD ?? process.cwd(), name);

const leastLetters = 12;

function readArgs(args: string[], flags: string[]) {
  const given = new Set<string>();
  let passphraseFile: string | undefined;
  const names: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const arg = args[at]!;
    if (arg === "--passphrase-file") passphraseFile = args[++at] ?? "";
    else if (flags.includes(arg)) given.add(arg);
    else if (arg.startsWith("-")) throw new Refusal(`There is no option ${arg}.`);
    else names.push(arg);
  }
  if (names.length !== 1) throw new Refusal("Name one backup file.");
  return { file: fromThere(names[0]!), given, passphraseFile };
}

/** From a file or the environment: what stands in the command line can be read by everyone on the machine. */
async function passphrase(file: string | undefined): Promise<string> {
  const said =
    file === undefined
      ? (process.env.BACKUP_PASSPHRASE ?? "")
      : (
          await readFile(fromThere(file), "utf8").catch(() => {
            throw new Refusal(`The passphrase file ${file} cannot be read.`);
          })
        ).replace(/\r?\n$/, "");
  if (said === "") throw new Refusal("Give the passphrase by --passphrase-file <file> or in BACKUP_PASSPHRASE.");
  if (said.length < leastLetters) throw new Refusal(`The passphrase is too short: ${leastLetters} letters at least.`);
  return said;
}

const megabytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MiB`;

function contents({ tables, files, trail, madeAt, release, postgres, missing, totals }: Manifest): string[] {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  return [
    `Made ${madeAt} by release ${release} from PostgreSQL ${postgres}`,
    `Tables: ${tables.length}, rows: ${rows}; stored files: ${files.count} (${megabytes(files.bytes)})`,
    `Audit trail: ${trail.rows} rows, ${trail.sealed} sealed in ${trail.blocks} blocks; the last is ${trail.hash ?? "none"}`,
    ...trail.problems.map((problem) => `  NOT whole: ${problem}`),
    ...totals.map((total) => `  kept total differs: ${total}`),
    ...missing.map((id) => `  without the stored file ${id}`),
  ];
}

export const backupCommands: Record<string, Command> = {
  backup: {
    usage: "backup <file> [--passphrase-file <file>] [--without-missing-files]",
    about: "writes everything, encrypted, to a new file",
    run: async (ownerUrl, args) => {
      const { file, given, passphraseFile } = readArgs(args, ["--without-missing-files"]);
      const since = performance.now();
      const withoutMissing = given.has("--without-missing-files");
      const manifest = await writeBackup(ownerUrl, {
        file,
        passphrase: await passphrase(passphraseFile),
        withoutMissing,
      });
      const seconds = ((performance.now() - since) / 1000).toFixed(1);
      return { data: manifest, lines: [...contents(manifest), `Written to ${file} in ${seconds} s`] };
    },
  },
  "backup:check": {
    usage: "backup:check <file> [--passphrase-file <file>]",
    about: "reads a backup through and compares every part with its manifest",
    run: async (_, args) => {
      const { file, passphraseFile } = readArgs(args, []);
      const { manifest } = await checkBackup(file, await passphrase(passphraseFile));
      return { data: manifest, lines: [...contents(manifest), "The backup is whole."] };
    },
  },
  restore: {
    usage: "restore <file> [--passphrase-file <file>] [--replace]",
    about: "checks a backup and brings it back, into an empty portal or in place of this one",
    run: async (ownerUrl, args) => {
      const { file, given, passphraseFile } = readArgs(args, ["--replace"]);
      const since = performance.now();
      const { manifest, migrated, sessions, problems, aside } = await restoreBackup(ownerUrl, {
        file,
        passphrase: await passphrase(passphraseFile),
        replace: given.has("--replace"),
      });
      return {
        data: { manifest, migrated, sessions, problems, aside },
        lines: [
          ...contents(manifest),
          "Rows, digests, sequences and stored files are those of the backup.",
          ...(migrated.length > 0 ? [`Migrated from there by ${migrated.join(", ")}`] : []),
          ...(problems.length > 0 ? problems.map((problem) => `  ${problem}`) : ["Audit trail and kept totals agree."]),
          `Sessions ended: ${sessions}; everyone signs in anew`,
          ...aside.map((name) => `What was there before is kept as ${name}`),
          `Restored in ${((performance.now() - since) / 1000).toFixed(1)} s`,
        ],
      };
    },
  },
};
