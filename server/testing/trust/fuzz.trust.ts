import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { roles } from "@/db/schema/people";
import { rows } from "../../db";
import { newId } from "../../ids";
import { allowed, router } from "../../trpc";
import type { Person } from "../world";
import { figure, mutant, seeded, size, whole } from "./harness";
import { maker, nasty, shapeOf } from "./nasty";
import { type Call, callerOf, each, fault, holders, type Procedure, procedures, proceduresOf } from "./procedures";
import { makeScene, revive, type Scene } from "./scene";

/** F1: whatever is sent ends in an answer or a refusal that we foresaw. */

let scene: Scene;
beforeAll(async () => {
  scene = await makeScene();
}, 120_000);
afterAll(() => scene.world.end());

/** One who holds the permission everywhere, one in a commune, and one who does not hold it. */
function actors({ permission }: Procedure): Person[] {
  const may = holders(permission);
  const mayNot = roles.find((role) => !may.includes(role)) ?? "auditor";
  return [`${may[0]} nation`, `${may.at(-1)} commune`, `${mayNot} commune`].map(scene.who);
}

async function fuzz(of: readonly Procedure[], call: Call, times: number, random: () => number) {
  const value = maker(random, scene.known);
  const found = new Map<string, string>();
  const reached = new Set<string>();
  let calls = 0;
  for (const procedure of of) {
    const { path, schema, kind } = procedure;
    const shape = schema && shapeOf(schema);
    const asked = actors(procedure).flatMap((who) =>
      Array.from({ length: times }, () => {
        const input = shape && (random() < 0.03 ? nasty[Math.floor(random() * nasty.length)] : value(shape));
        if (kind === "mutation" && input && typeof input === "object" && "operationId" in input && random() < 0.97)
          (input as { operationId: unknown }).operationId = newId();
        return { who, input };
      }),
    );
    await each(asked, async ({ who, input }) => {
      const outcome = await call(who, path, input);
      calls++;
      if (outcome.answered || !["invalid", "not_allowed", "not_signed_in"].includes(outcome.shape.code))
        reached.add(path);
      const wrong = fault(outcome);
      if (wrong) found.set(`${path}: ${wrong}`, JSON.stringify(input)?.slice(0, 400) ?? "");
    });
    await revive(scene);
  }
  return { calls, found, reached };
}

test("F1 whatever is sent is answered or refused as somebody foresaw", async () => {
  const times = size(7, 500);
  const all = { calls: 0, found: new Map<string, string>(), reached: new Set<string>() };
  for (const { random } of [seeded("F1"), seeded("F1 fresh", { fresh: true })]) {
    const { calls, found, reached } = await fuzz(procedures, callerOf(), times, random);
    all.calls += calls;
    for (const [what, input] of found) all.found.set(what, input);
    for (const path of reached) all.reached.add(path);
  }
  for (const [what, input] of all.found) process.stdout.write(`F1 ${what}\n  ${input}\n`);
  expect(({} as { x?: unknown }).x).toBeUndefined();
  const { calls, found, reached } = all;
  figure(
    "F1",
    "nasty inputs to every procedure as three roles",
    `${found.size} of ${calls} unforeseen`,
    "0",
    !found.size,
  );
  const [n, of] = [reached.size, procedures.length];
  const least = whole ? of : Math.ceil(0.9 * of);
  figure("F1 depth", "procedures of which some input got past the schema", `${n} of ${of}`, `${least}`, n >= least);
});

test("F1 a schema that takes any number and any text is seen", async () => {
  const naive = router({
    probe: router({
      keep: allowed("units.read")
        .input(z.object({ year: z.number(), name: z.string(), on: z.string() }))
        .query(({ ctx, input }) =>
          rows(ctx.tx, "naive", "select $1::integer, $2::text, $3::date", [input.year, input.name, input.on]),
        ),
    }),
  });
  const { found } = await fuzz(proceduresOf(naive), callerOf(naive), 60, seeded("F1 mutant").random);
  mutant("F1", "with a schema of z.number() and z.string()", found.size === 0);
});
