import { Client } from "pg";

/** What the commands of `npm run admin` share. */

/** What a command came to: lines for a person, the same as data, and whether all is well. */
export type Outcome = { lines: string[]; data: unknown; failed?: boolean };
export type Command = { usage: string; about: string; run: (ownerUrl: string, args: string[]) => Promise<Outcome> };

/** A refusal whose message is all that a person needs. */
export class Refusal extends Error {}

/** Nobody signed in: what the command line does is written down under this id. */
export const commandLine = "00000000-0000-8000-8000-000000000000";

export async function asOwner<T>(ownerUrl: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: ownerUrl, application_name: "terrace admin" });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export async function inTransaction<T>(client: Client, work: () => Promise<T>): Promise<T> {
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
