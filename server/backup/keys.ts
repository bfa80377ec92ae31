import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { Refusal } from "../command-line";
import { type Keys, keyNames, keyPlan } from "./rules";

async function readSecrets(file: string): Promise<Record<string, string>> {
  const text = await readFile(file, "utf8").catch(() => "{}");
  try {
    return JSON.parse(text) as Record<string, string>;
  } catch {
    throw new Refusal(`${file} is not readable JSON. Move it away, then restore.`);
  }
}

/** The keys that a restore will write to the file of secrets. Refuses where the environment would win over the file. */
export async function allowKeys(ofBackup: Keys, file: string): Promise<(typeof keyNames)[number][]> {
  const given = Object.fromEntries(keyNames.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
  const { write, fixed } = keyPlan(ofBackup, given, await readSecrets(file));
  if (fixed.length > 0)
    throw new Refusal(
      `The environment gives another ${fixed.join(" and ")} than the backup was made with: its identity numbers and anchors ` +
        `could not be read. Take ${fixed.length > 1 ? "them" : "it"} out of the environment; the backup brings its own to ${file}.`,
    );
  return write;
}

const stamp = () => new Date().toISOString().replaceAll(/[:.]/g, "-");

/** Writes a file whole or not at all; what stood there before stays beside it, under the name that is given back. */
export async function keepAside(file: string, text: string): Promise<string | undefined> {
  const at = path.resolve(file);
  const before = await readFile(at, "utf8").catch(() => undefined);
  if (before === text) return undefined;
  await mkdir(path.dirname(at), { recursive: true });
  const aside = before === undefined ? undefined : `${at}.before-${stamp()}`;
  await writeFile(`${at}.new`, text, { mode: 0o600, flush: true });
  if (aside) await rename(at, aside);
  await rename(`${at}.new`, at);
  return aside;
}

export async function writeKeys(file: string, keys: Keys, names: (typeof keyNames)[number][]) {
  const secrets = { ...(await readSecrets(file)), ...Object.fromEntries(names.map((name) => [name, keys[name]])) };
  return keepAside(file, `${JSON.stringify(secrets, null, 2)}\n`);
}
