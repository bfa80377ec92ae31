import { afterAll, beforeAll, expect, test } from "vitest";
import { type Role, roles } from "@/db/schema/people-lists";
import { permissions } from "../../auth/permissions";
import { sendRaw } from "../http";
import { type Address, addressesOf } from "./addresses";
import { figure, mutant, size, whole } from "./harness";
import { get, type Hidden, makeHidden } from "./hidden";
import { cookieOf } from "./portal";
import { variantsOf } from "./variants";

/** What somebody may not see is not told under any name or with any headers that a page can be asked (trust.md A8). */

let hidden: Hidden;

beforeAll(async () => {
  hidden = await makeHidden();
}, 600_000);
afterAll(() => hidden?.end());

/** Words of our own place's records, and no unit's name. */
const ours = /anpha|qzown|0666[0-9]{6}/i;

/** Variants of a page that say them. */
async function leaks(page: string, cookie: string, most?: number): Promise<{ found: string[]; asked: number }> {
  const found: string[] = [];
  const asked = variantsOf(page, cookie).slice(0, most);
  for (let at = 0; at < asked.length; at += 8) {
    const some = asked.slice(at, at + 8);
    const answers = await Promise.all(some.map((head) => sendRaw(hidden.portal.origin, head, 20_000)));
    for (const [i, answer] of answers.entries()) {
      if (!answer.startsWith("HTTP/1.1 ")) found.push(`no answer: ${some[i]}`);
      if (ours.test(answer)) found.push(some[i]!.replace(/Cookie: .*\r\n/, "").replaceAll("\r\n", " "));
    }
  }
  return { found, asked: asked.length };
}

const roleWithout = (permission: string): Role | undefined =>
  roles.find((role) => {
    const holders: readonly string[] | undefined = permissions[permission as keyof typeof permissions];
    return holders && !holders.includes(role);
  });

/** Somebody who may not see the page: without its permission, or else of another province. */
async function wrongFor({ permission }: Address): Promise<string> {
  const { world, records } = hidden.cast;
  const role = roleWithout(permission);
  if (role) return cookieOf(hidden.cast.the(role));
  return cookieOf(await world.person("clerk", { id: records.elsewhere.unit, provinceId: world.otherProvince.id }));
}

/** Pages that show something of our records to whoever may: elsewhere there is nothing to leak. */
async function tellingPages(): Promise<Address[]> {
  const found: Address[] = [];
  const one = "(portal)/households/[id]/page.tsx";
  for (const address of addressesOf(hidden.cast.records.own).filter(({ page }) => whole || page === one)) {
    for (const actor of hidden.living) {
      if (!ours.test(await (await get(hidden, address.path, actor)).text())) continue;
      found.push(address);
      break;
    }
  }
  return found;
}

test("no page leaks by another name, with other headers, to nobody or to the wrong person", async () => {
  const pages = await tellingPages();
  expect(pages.length).toBeGreaterThan(size(0, 15));
  const found: string[] = [];
  let asked = 0;
  for (const address of pages) {
    for (const cookie of ["", await wrongFor(address)]) {
      const each = await leaks(address.path, cookie);
      asked += each.asked;
      found.push(...each.found.map((line) => `${cookie ? "wrong person" : "nobody"} ${line}`));
    }
  }
  for (const line of found.slice(0, 20)) console.error(line);
  expect(hidden.portal.ended()).toBe(false);
  const per = asked / pages.length / 2;
  figure(
    "A8",
    "variants of pages that leak",
    `${found.length} of ${asked}, ${per} a page and person, ${pages.length} pages`,
    "0 of ≥ 390 a page",
    found.length === 0 && per >= 390,
  );
});

test("a page that its readers' permission does not guard is seen", async () => {
  const { world, records, the } = hidden.cast;
  const role = roleWithout("households.read")!;
  await world.sql("insert into grants (role, permission) values ($1, 'households.read')", [role]);
  const { found } = await leaks(`/households/${records.own.household.id}`, await cookieOf(the(role)), 30);
  await world.sql("delete from grants where role = $1 and permission = 'households.read'", [role]);
  mutant("A8", "with households open to a role that may not read them", found.length === 0);
});
