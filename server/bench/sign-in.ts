import { hashPassword, verifyPassword } from "../auth/password";
import { password } from "./data/database";
import { type Scene, signIn } from "./people";
import { cpuOf } from "./processes";
import { print } from "./report";
import type { Server } from "./servers";

/** CPU of a sign-in over HTTP, with its csrf question, beside that of the hash alone in this process. */
export async function signIns(size: number, product: Server, people: Scene, times = 60) {
  const stored = await hashPassword(password);
  const both = { ours: 0, hash: 0 };
  for (let at = 0; at < times; at++) {
    const before = cpuOf(product.pid);
    await signIn(product.port, people.username.manager);
    both.ours += cpuOf(product.pid) - before;
    const began = process.cpuUsage();
    await verifyPassword(stored, password);
    const { user, system } = process.cpuUsage(began);
    both.hash += (user + system) / 1e6;
  }
  const [ours, hash] = [(both.ours * 1000) / times, (both.hash * 1000) / times];
  print(size, { id: "i.cpu", value: ours, unit: "ms", floor: hash, ratio: ours / hash, n: times });
}
