import { randomInt } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Client } from "pg";
import { type Role, roles } from "@/db/schema/people";
import { seed } from "@/db/seed/seed";
import { asOwner, type Command, findUnit, type Outcome, Refusal } from "./admin/command";
import { exportCommand, importCommand } from "./admin/households";
import { hashPassword } from "./auth/password";
import { today } from "./clock";
import { fold } from "./fold";
import { newId } from "./ids";
import { type Anchor, signAnchor } from "./jobs";
import { migrate, migrationStatus } from "./migrate";

async function inTransaction<T>(client: Client, work: () => Promise<T>): Promise<T> {
  await client.query("begin");
  try {
    const result = await work();
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}

/** Nobody signed in: what the command line does is written down under this id. */
const commandLine = "00000000-0000-8000-8000-000000000000";

const recordByHand = (client: Client, event: string, personId: string, place: { unitId: string; provinceId: string }) =>
  client.query(
    `insert into audit_events (unit_id, province_id, person_id, event, noun, record_id, detail)
     values ($1, $2, $3, $4, 'people', $5, '{"by": "command line"}')`,
    [place.unitId, place.provinceId, commandLine, event, personId],
  );

/** A password to be typed once: no letters or digits that look alike. */
function oneTimePassword(): string {
  const letters = "abcdefghjkmnpqrstuvwxyz23456789";
  const group = () => Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join("");
  return [group(), group(), group(), group()].join("-");
}

async function readAnchors(): Promise<{ anchors: Anchor[]; unreadable: number }> {
  const file = path.resolve(process.env.AUDIT_ANCHOR ?? "data/audit-anchor.jsonl");
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  const anchors: Anchor[] = [];
  let unreadable = 0;
  for (const line of text.split("\n")) {
    if (line.trim() === "") continue;
    try {
      anchors.push(JSON.parse(line) as Anchor);
    } catch {
      unreadable += 1;
    }
  }
  return { anchors, unreadable };
}

/** Recomputes the sealed trail and compares it with the anchors outside the database. Changes nothing. */
async function verifyAudit(ownerUrl: string): Promise<Outcome> {
  const { anchors, unreadable } = await readAnchors();
  return asOwner(ownerUrl, async (client) => {
    // One moment for all: a block sealed meanwhile would look like a difference.
    await client.query("begin isolation level repeatable read read only");
    const broken = await client.query<{ seq: number; problem: string }>("select seq, problem from app.verify_audit()");
    const blocks = await client.query<{ seq: number; hash: string }>(
      "select seq, encode(hash, 'hex') as hash from audit_blocks order by seq",
    );
    const counts = await client.query<{ rows: number; sealed: number }>(
      `select (select count(*)::int from audit_events) as rows, (select coalesce(sum(row_count), 0)::int from audit_blocks) as sealed`,
    );
    await client.query("commit");

    const problems = broken.rows.map(({ seq, problem }) => `block ${seq}: ${problem}`);
    const hashes = new Map(blocks.rows.map(({ seq, hash }) => [seq, hash]));
    const last = blocks.rows.at(-1)?.seq ?? 0;
    for (const { seq, hash, at, signature } of anchors) {
      if (signature !== signAnchor(seq, hash, at)) problems.push(`anchor ${seq}: signature is not ours`);
      else if (seq > last) problems.push(`anchor ${seq}: the trail ends at block ${last}`);
      else if (hashes.get(seq) !== hash) problems.push(`anchor ${seq}: the block has another hash`);
    }
    if (unreadable > 0) problems.push(`anchor file: ${unreadable} unreadable lines`);
    if (last > 0 && anchors.length === 0) problems.push("anchor file: no anchors to compare with");
    const { rows = 0, sealed = 0 } = counts.rows[0] ?? {};
    const ok = problems.length === 0;
    return {
      failed: !ok,
      data: { ok, blocks: last, rows, sealed, anchors: anchors.length, problems },
      lines: [
        `Blocks: ${last}, rows: ${rows} (${sealed} sealed), anchors: ${anchors.length}`,
        ...problems.map((problem) => `  ${problem}`),
        ok ? "The audit trail is whole." : "The audit trail does NOT agree.",
      ],
    };
  });
}

async function createPerson(ownerUrl: string, args: string[]): Promise<Outcome> {
  const [username = "", name = "", role = "", where = ""] = args.map((arg) => arg.normalize("NFC").trim());
  if (!/^[^\s]{3,100}$/.test(username) || name === "" || where === "") throw new Refusal(usageOf("person:create"));
  if (!roles.includes(role as Role)) throw new Refusal(`Roles are: ${roles.join(", ")}.`);
  const password = oneTimePassword();
  const passwordHash = await hashPassword(password);
  return asOwner(ownerUrl, async (client) => {
    const unit = await findUnit(client, where);
    const taken = await client.query("select 1 from people where lower(username) = lower($1)", [username]);
    if (taken.rowCount) throw new Refusal(`There is a person with the username "${username}" already.`);
    const id = newId();
    await inTransaction(client, async () => {
      await client.query("insert into people (id, username, name, folded, password_hash) values ($1, $2, $3, $4, $5)", [
        id,
        username,
        name,
        fold(name),
        passwordHash,
      ]);
      await client.query(
        "insert into role_assignments (id, person_id, role, unit_id, province_id, valid_from) values ($1, $2, $3, $4, $5, $6)",
        [newId(), id, role, unit.id, unit.provinceId, today()],
      );
      await recordByHand(client, "person.created", id, { unitId: unit.id, provinceId: unit.provinceId });
    });
    return {
      data: { id, username, name, role, unit: unit.name, password },
      lines: [
        `${username} (${name}) is ${role} at ${unit.name}.`,
        `One-time password: ${password}`,
        "It must be changed at the first sign-in.",
      ],
    };
  });
}

async function revokeSessions(ownerUrl: string, [username = ""]: string[]): Promise<Outcome> {
  if (username === "") throw new Refusal(usageOf("session:revoke"));
  return asOwner(ownerUrl, async (client) => {
    const people = await client.query<{ id: string; unitId: string | null; provinceId: string | null }>(
      `select p.id, a.unit_id as "unitId", a.province_id as "provinceId"
         from people p left join role_assignments a on a.person_id = p.id
        where lower(p.username) = lower($1) order by a.valid_from desc limit 1`,
      [username],
    );
    const person = people.rows[0];
    if (!person) throw new Refusal(`Nobody has the username "${username}".`);
    const revoked = await inTransaction(client, async () => {
      const ended = await client.query(
        "update sessions set revoked_at = now() where person_id = $1 and revoked_at is null and expires_at > now()",
        [person.id],
      );
      if (person.unitId && person.provinceId)
        await recordByHand(client, "person.sessions_revoked", person.id, {
          unitId: person.unitId,
          provinceId: person.provinceId,
        });
      return ended.rowCount ?? 0;
    });
    return { data: { username, revoked }, lines: [`Sessions of ${username} ended: ${revoked}`] };
  });
}

const commands: Record<string, Command> = {
  "db:migrate": {
    usage: "db:migrate",
    about: "applies the migrations that wait",
    run: async (ownerUrl) => {
      await migrate(ownerUrl);
      return { data: { migrated: true }, lines: [] };
    },
  },
  "db:status": {
    usage: "db:status",
    about: "lists migrations and whether they are applied",
    run: (ownerUrl) =>
      asOwner(ownerUrl, async (client) => {
        const kept = await client.query("select to_regclass('app.migrations') is not null as there");
        if (!kept.rows[0].there) throw new Refusal("This database has no migrations yet: run db:migrate.");
        const status = await migrationStatus(client);
        return {
          data: status,
          lines: status.map(({ name, state }) => `${state.padEnd(8)} ${name}`),
          failed: status.some(({ state }) => state === "changed"),
        };
      }),
  },
  "db:seed": {
    usage: "db:seed",
    about: "loads the reference data, and the demonstration into a portal without people",
    run: async (ownerUrl) => {
      const { loaded, seconds } = await seed(ownerUrl);
      return {
        data: { loaded, seconds },
        lines: [loaded ? `Reference and demo data loaded in ${seconds} s` : "Reference and demo data: already loaded"],
      };
    },
  },
  "audit:verify": { usage: "audit:verify", about: "recomputes the audit trail against its anchors", run: verifyAudit },
  "totals:check": {
    usage: "totals:check",
    about: "adds up the facts and compares them with the kept totals",
    run: (ownerUrl) =>
      asOwner(ownerUrl, async (client) => {
        const { rows } = await client.query<{ what: string; key: string; kept: string; facts: string }>(
          "select what, key, kept::text, facts::text from app.kept_total_differences()",
        );
        return {
          failed: rows.length > 0,
          data: { differences: rows },
          lines: [
            ...rows.map(({ what, key, kept, facts }) => `${what} ${key}: kept ${kept}, facts ${facts}`),
            rows.length === 0 ? "Every kept total agrees with its facts." : `${rows.length} totals do NOT agree.`,
          ],
        };
      }),
  },
  "households:import": importCommand,
  "households:export": exportCommand,
  "person:create": {
    usage: "person:create <username> <name> <role> <unit code or key>",
    about: "makes an account with a one-time password",
    run: createPerson,
  },
  "session:revoke": {
    usage: "session:revoke <username>",
    about: "ends every session of a person",
    run: revokeSessions,
  },
};

const usageOf = (name: string) => `Usage: ${commands[name]?.usage} [--json]`;

async function main(): Promise<number> {
  const json = process.argv.includes("--json");
  const [name = "", ...args] = process.argv.slice(2).filter((arg) => arg !== "--json");
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    const all = Object.values(commands);
    const width = Math.max(...all.map(({ usage }) => usage.length));
    console.error(["Commands:", ...all.map(({ usage, about }) => `  ${usage.padEnd(width)}  ${about}`)].join("\n"));
    return 2;
  }
  try {
    const ownerUrl = process.env.DATABASE_URL;
    if (!ownerUrl) throw new Refusal("DATABASE_URL is not set.");
    const { lines, data, failed = false } = await command.run(ownerUrl, args);
    if (json) console.log(JSON.stringify(data));
    else for (const line of lines) console.log(line);
    return failed ? 1 : 0;
  } catch (error) {
    const { message, stack } = error as Error;
    if (json) console.log(JSON.stringify({ error: message }));
    else console.error(error instanceof Refusal ? message : stack);
    return 1;
  }
}

process.exitCode = await main();
