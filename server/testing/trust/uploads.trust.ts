import { readFile } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../../ids";
import { type Answer, codeOf, send } from "../http";
import { makeWorld, type Person, type Unit, type World } from "../world";
import { figure, mutant, whole } from "./harness";
import { honest, marked } from "./honest";
import { hostile, paper, picture } from "./hostile";
import { growthDuring } from "./memory";
import { cookieOf, type Portal, startPortal } from "./portal";
import { insideWords } from "./procedures";

/** U1, U2, U3, U6: what comes in as a file, and how it goes out again. */

let world: World;
let portal: Portal;
let commune: Unit;
let clerk: Person;
let cookie: string;

beforeAll(async () => {
  world = await makeWorld();
  commune = await world.commune("Bình Liêu");
  clerk = await world.person("clerk", commune);
  cookie = await cookieOf(clerk);
  portal = await startPortal(process.env.DATABASE_URL!, { env: { LOG_LEVEL: "error" } });
});
afterAll(async () => {
  await portal.stop();
  await world.end();
});

const upload = (name: string, body: Buffer, as = cookie) =>
  send(portal.origin, `/api/files?name=${encodeURIComponent(name)}`, {
    method: "POST",
    headers: { cookie: as, "x-terrace": "1" },
    body,
  });
const download = (id: string, as = cookie) => send(portal.origin, `/api/files/${id}`, { headers: { cookie: as } });
const kept = (id: string) => readFile(path.join(process.env.FILES_DIR!, id.slice(-2), id));
const took = (answer: Answer) => {
  expect([answer.status, answer.body.toString()]).toEqual([200, expect.stringContaining("id")]);
  return answer.json() as { id: string; name: string };
};

test("U1 every hostile file is refused for its own reason, soon and for little memory", async () => {
  for (const format of ["jpeg", "png", "webp"] as const)
    took(await upload(`warm.${format}`, await picture(format, 3000, 3000)));
  const wrong: string[] = [];
  let [slowest, most] = [0, 0];
  for (const [what, name, make, code] of hostile) {
    const body = await make();
    let least = Number.POSITIVE_INFINITY;
    for (let tries = 0; tries < 3 && least > 2000; tries++) {
      const since = performance.now();
      const { grown, result } = await growthDuring(portal.pid, () => upload(name, body));
      least = Math.min(least, performance.now() - since);
      most = Math.max(most, grown);
      const said = codeOf(result);
      if (result.status !== 400 || said !== code || insideWords.test(result.body.toString()))
        wrong.push(`${what}: ${result.status} ${said}, not ${code}`);
    }
    slowest = Math.max(slowest, least);
  }
  for (const line of wrong) process.stdout.write(`U1 ${line}\n`);
  const [rows] = await world.sql<{ n: number }>("select count(*)::int as n from files");
  expect(rows!.n).toBe(3);
  figure(
    "U1",
    "hostile files refused for their own reason",
    `${hostile.length - wrong.length} of ${hostile.length}`,
    "all of at least 60",
    !wrong.length && hostile.length >= 60,
  );
  figure("U1 time", "slowest of them", `${(slowest / 1000).toFixed(2)} s`, "2 s", slowest <= 2000);
  figure("U1 memory", "most that the process grew for one", `${most.toFixed(0)} MiB`, "150 MiB", most <= 150);
});

test("U1 an intake that looks only at the first bytes is seen", async () => {
  const starts = ["ffd8ff", "89504e47", "52494646", "255044462d", "504b0304"];
  let refused = 0;
  for (const [, , make] of hostile) {
    const head = (await make()).subarray(0, 8).toString("hex");
    if (!starts.some((each) => head.startsWith(each))) refused++;
  }
  mutant("U1", `with an intake that looks only at the first bytes (${refused} refused)`, refused === hostile.length);
});

test("U2 every honest file is taken, and its name comes back the same however it was written", async () => {
  const wrong: string[] = [];
  for (const [name, make] of honest) {
    const body = await make();
    for (const form of ["NFC", "NFD"] as const) {
      const answer = await upload(name.normalize(form), body);
      if (answer.status !== 200) {
        wrong.push(`${name}: ${codeOf(answer)}`);
        continue;
      }
      const { id, name: said } = took(answer);
      const back = await download(id);
      const shown = /filename\*=UTF-8''(.*)$/.exec(String(back.headers["content-disposition"]))?.[1] ?? "";
      if (said !== name.normalize("NFC") || decodeURIComponent(shown) !== said)
        wrong.push(`${name} in ${form} is ${said}`);
    }
  }
  for (const line of wrong) process.stdout.write(`U2 ${line}\n`);
  figure(
    "U2",
    "honest files taken, with names in NFC and NFD",
    `${honest.length - wrong.length} of ${honest.length}`,
    "all of at least 30",
    !wrong.length && honest.length >= 30,
  );
  const asSent = "ảnh.jpg".normalize("NFD");
  mutant("U2", "with a name kept as it was sent", asSent === "ảnh.jpg".normalize("NFC"));
});

test.each([
  "../../../etc/passwd.pdf",
  "..\\..\\boot.pdf",
  "C:\\a.pdf",
  "a\0.pdf",
  "\u202Efdp.pdf",
  "a\r\nset-cookie: x.pdf",
  "...pdf.pdf. .",
])("U2 a name that leads elsewhere is only a name: %j", async (name) => {
  const { id, name: said } = took(await upload(name, paper()));
  expect(said).not.toMatch(/[\p{Cc}\p{Cf}\\/:]|^[.\s]|[.\s]$/u);
  const back = await download(id);
  expect(back.status).toBe(200);
  expect(back.headers["set-cookie"]).toBeUndefined();
});

/** What a JPEG or PNG is made of, part by part, and what hangs behind its end. */
function partsOfPicture(bytes: Buffer): string[] {
  const parts: string[] = [];
  if (bytes[0] === 0x89) {
    let at = 8;
    for (; at < bytes.length && parts.at(-1) !== "IEND"; at += 12 + bytes.readUInt32BE(at))
      parts.push(bytes.toString("latin1", at + 4, at + 8));
    return at < bytes.length ? [...parts, "behind"] : parts;
  }
  let at = 2;
  for (; bytes[at + 1] !== 0xda && at + 4 < bytes.length; at += 2 + bytes.readUInt16BE(at + 2))
    parts.push(bytes[at + 1]!.toString(16));
  return bytes.indexOf(Buffer.from([0xff, 0xd9]), at) < bytes.length - 2 ? [...parts, "behind"] : parts;
}

/** Points, tables and sizes: nothing that says where, when or by whom. */
const plainParts = new Set([
  ...["e0", "db", "dd", "c0", "c2", "c4", "IHDR", "PLTE", "tRNS", "IDAT", "IEND", "pHYs", "sRGB", "gAMA"],
]);

/** What an image carries beside its points. Short words would be found in noise by chance: parts are looked at instead. */
async function traces(bytes: Buffer): Promise<string[]> {
  const { exif, xmp, iptc, icc, comments } = await sharp(bytes).metadata();
  const words = ["Canary", "GPSLatitude", "http://ns.adobe.com", "<x:xmpmeta", "Photoshop"];
  const isWebp = bytes.toString("latin1", 0, 4) === "RIFF";
  return [
    ...Object.entries({ exif, xmp, iptc, icc, comments }).flatMap(([name, value]) => (value ? [name] : [])),
    ...words.filter((word) => bytes.includes(word)),
    ...(isWebp ? [] : partsOfPicture(bytes).filter((part) => !plainParts.has(part))),
  ];
}

test("U3 no stored picture says where, when or with what it was taken", async () => {
  const shots = [
    {},
    { width: 2100, height: 700, noise: true },
    ...(whole ? [2, 3, 4, 5, 6, 7, 8] : [3, 6, 8]).map((orientation) => ({ orientation })),
    // Made anew it is larger than it was sent.
    { width: 500, height: 400, noise: true, quality: 5 },
  ];
  const wrong: string[] = [];
  const seen: string[] = [];
  let [pictures, grew] = [0, 0];
  for (const format of ["jpeg", "png", "webp"] as const) {
    for (const shot of shots) {
      const sent = await marked(format, shot);
      const { id } = took(await upload(`a.${format}`, sent));
      const [disk, back] = [await kept(id), (await download(id)).body];
      pictures++;
      if (disk.length > sent.length) grew++;
      expect(back.equals(disk)).toBe(true);
      const found = await traces(disk);
      if (found.length) wrong.push(`${format} ${JSON.stringify(shot)}: ${found}`);
      seen.push(...(await traces(sent)));
      const { width, height } = await sharp(disk).metadata();
      const turned = (shot as { orientation?: number }).orientation! >= 5;
      if (!("width" in shot)) expect([width, height]).toEqual(turned ? [30, 40] : [40, 30]);
    }
  }
  for (const line of wrong) process.stdout.write(`U3 ${line}\n`);
  expect(grew).toBeGreaterThan(0);
  figure(
    "U3",
    `stored pictures with EXIF, XMP, IPTC, GPS or a comment (${grew} larger than sent)`,
    `${wrong.length} of ${pictures}`,
    "0",
    !wrong.length,
  );
  mutant("U3", "with pictures passed through as they came", seen.length === 0);
  expect([...new Set(seen)]).toEqual(
    expect.arrayContaining(["exif", "xmp", "iptc", "icc", "Canary", "fe", "ed", "eXIf", "behind"]),
  );
});

const asked: Record<string, RegExp> = {
  "x-content-type-options": /^nosniff$/,
  "cache-control": /^private, no-store$/,
  "content-security-policy": /^sandbox; default-src 'none'$/,
  "content-disposition": /^(inline|attachment); filename\*=UTF-8''[^;\s"]+$/,
};
const lacks = (answer: Answer) =>
  Object.entries(asked).flatMap(([name, value]) => (value.test(String(answer.headers[name])) ? [] : [name]));

test("U6 every file goes out as a file, to nobody but who may read it now", async () => {
  const wrong: string[] = [];
  const neighbour = await cookieOf(await world.person("clerk", await world.commune("Tiên Yên")));
  const administrator = await cookieOf(await world.person("administrator", world.province));
  const leaver = await world.person("inspector", commune);
  const files = [
    ["a.jpg", await picture()],
    ["a.png", await picture("png")],
    ["a.pdf", paper()],
    ...(await Promise.all(
      honest.filter(([name]) => /x$/.test(name)).map(async ([name, make]) => [name, await make()] as const),
    )),
  ] as const;
  const never = await download(newId(), neighbour);
  for (const [name, body] of files) {
    const { id } = took(await upload(name, body));
    const back = await download(id);
    for (const header of lacks(back)) wrong.push(`${name}: ${header} is ${back.headers[header]}`);
    const inline = String(back.headers["content-disposition"]).startsWith("inline");
    if (inline !== String(back.headers["content-type"]).startsWith("image/"))
      wrong.push(`${name} is ${inline ? "" : "not "}shown in the page`);
    const theirs = await download(id, neighbour);
    if (theirs.status !== 404 || !theirs.body.equals(never.body))
      wrong.push(`${name} to the neighbour: ${theirs.status}`);
    if (codeOf(await download(id, administrator)) !== "not_allowed") wrong.push(`${name} to an administrator`);
    if ((await download(id, "")).status !== 401) wrong.push(`${name} to nobody`);
    if ((await download(id, await cookieOf(leaver))).status !== 200) wrong.push(`${name} to an inspector of the unit`);
  }
  const { id } = took(await upload("a.pdf", paper()));
  await world.sql("update role_assignments set valid_to = current_date where person_id = $1", [leaver.id]);
  if ((await download(id, await cookieOf(leaver))).status === 200) wrong.push("to one whose role has ended");
  await world.withoutPolicies(["files"], async () => {
    if ((await download(id, neighbour)).status !== 404) wrong.push("to the neighbour, without row policies");
  });
  const guesses = [
    "..%2f..%2fetc%2fpasswd",
    "1",
    "",
    `${id}%00`,
    id.toUpperCase(),
    "-".repeat(36),
    `${id}/`,
    `${id}.pdf`,
    `%7B${id}%7D`,
    "arriving",
    newId(),
    newId(),
  ];
  for (const guess of guesses) {
    const answer = await download(guess);
    if (answer.status !== 404 || codeOf(answer) !== "not_found") wrong.push(`guessed ${guess}: ${answer.status}`);
  }
  for (const line of wrong) process.stdout.write(`U6 ${line}\n`);
  figure(
    "U6",
    `faults in the answers for ${files.length} files and ${guesses.length} guesses`,
    String(wrong.length),
    "0",
    !wrong.length,
  );
  const asFile = await send(portal.origin, "/icon.svg");
  mutant("U6", "with a file served as our own static files are", lacks(asFile).length === 0);
});
