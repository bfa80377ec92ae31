import { randomInt } from "node:crypto";
import type { Client } from "pg";
import { type Role, roles } from "@/db/schema/people";
import { seed } from "@/db/seed/seed";
import { backupCommands } from "./admin/backup";
import { findUnit } from "./admin/find-unit";
import { exportCommand, importCommand } from "./admin/households";
import { hashPassword } from "./auth/password";
import { examineTrail, readAnchors, totalDifferences } from "./backup/trail";
import { today } from "./clock";
import { asOwner, type Command, commandLine, inTransaction, type Outcome, Refusal } from "./command-line";
import { fold } from "./fold";
import { newId } from "./ids";
import { migrate, migrationStatus } from "./migrate";

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

/** Recomputes the sealed trail and compares it with the anchors outside the database. Changes nothing. */
async function verifyAudit(ownerUrl: string): Promise<Outcome> {
  const anchorText = await readAnchors();
  return asOwner(ownerUrl, async (client) => {
    await client.query("begin isolation level repeatable read read only");
    const { blocks, rows, sealed, anchors, problems } = await examineTrail(client, anchorText, process.env.AUDIT_KEY);
    await client.query("commit");
    const ok = problems.length === 0;
    return {
      failed: !ok,
      data: { ok, blocks, rows, sealed, anchors, problems },
      lines: [
        `Blocks: ${blocks}, rows: ${rows} (${sealed} sealed), anchors: ${anchors}`,
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
        const differences = await totalDifferences(client);
        return {
          failed: differences.length > 0,
          data: { differences },
          lines: [
            ...differences,
            differences.length === 0
              ? "Every kept total agrees with its facts."
              : `${differences.length} totals do NOT agree.`,
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
  ...backupCommands,
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
