import { readdir, readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { inCheckout } from "../../launch/steps.mjs";

test("every goal's file measures something and has a mutant that must make it fail", async () => {
  const folder = inCheckout("server/testing/trust");
  const files = (await readdir(folder)).filter((name) => name.endsWith(".trust.ts") && name !== "census.trust.ts");
  for (const file of files) {
    const text = await readFile(`${folder}/${file}`, "utf8");
    expect(text, `${file} has no figure`).toMatch(/\bfigure\(/);
    expect(text, `${file} has no mutant`).toMatch(/\bmutant\(/);
  }
});
