import { createHash } from "node:crypto";
import { newId } from "../ids";
import { pool } from "../pool";
import { nobodysHash, verifyPassword } from "./password";

export const sessionHours = 12;

const keyOf = (kind: "account" | "network", name: string) => createHash("sha256").update(`${kind}\n${name}`).digest();

export type SignIn = {
  username: string;
  password: string;
  device: string;
  /** Where the request comes from, as the entry saw it. */
  network: string;
  /** A session of this browser that the new one takes the place of. */
  before: string | undefined;
};

/**
 * Checks name and password in the same time whether or not the account exists, and opens a session
 * row. After too many tries nothing is looked at, and the answer is the same.
 */
export async function signIn({ username, password, device, network, before }: SignIn): Promise<string | undefined> {
  if (username.includes("\0") || password.includes("\0")) return undefined;
  const [tryId, account] = [newId(), keyOf("account", username.trim().toLowerCase())];
  const counted = await pool().query<{ free: boolean }>("select app.try_to_sign_in($1, $2, $3) as free", [
    tryId,
    account,
    keyOf("network", network),
  ]);
  if (!counted.rows[0]?.free) return undefined;
  const found = await pool().query<{ person_id: string; password_hash: string; disabled: boolean }>({
    name: "credentials",
    text: "select person_id, password_hash, disabled from app.credentials($1)",
    values: [username],
  });
  const person = found.rows[0];
  const right = await verifyPassword(person?.password_hash ?? nobodysHash, password);
  if (!person || !right || person.disabled) return undefined;
  const sessionId = newId();
  await pool().query("select app.signed_in($1, $2), app.start_session($3, $4, $5, $6)", [
    tryId,
    account,
    sessionId,
    person.person_id,
    device,
    sessionHours,
  ]);
  if (before) await pool().query("select app.end_session($1)", [before]);
  return sessionId;
}
