import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { asOwner } from "../command-line";

export interface TestDatabase {
  ownerUrl: string;
  drop(): Promise<void>;
}

export function onDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

function fromSetup(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run this test through "npm run slices".`);
  return value;
}

const isBusy = (error: unknown) => (error as { code?: string }).code === "55006";

/** A migrated database of one's own, cloned from the run's template. */
export async function testDatabase(): Promise<TestDatabase> {
  const template = new URL(fromSetup("TEST_OWNER_URL")).pathname.slice(1);
  const name = `t_${randomBytes(8).toString("hex")}`;
  await asOwner(fromSetup("TEST_SERVER_URL"), async (client) => {
    for (let attempt = 1; ; attempt++) {
      try {
        await client.query(`create database ${name} template ${template}`);
        return;
      } catch (error) {
        if (!isBusy(error) || attempt === 20) throw error;
        await sleep(50 * attempt);
      }
    }
  });
  return {
    ownerUrl: onDatabase(fromSetup("TEST_SERVER_URL"), name),
    async drop() {
      await asOwner(fromSetup("TEST_SERVER_URL"), (client) =>
        client.query(`drop database if exists ${name} with (force)`),
      );
    },
  };
}
