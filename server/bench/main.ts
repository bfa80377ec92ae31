import { joinPostgres, releasePostgres } from "../launch/postgres.mjs";
import { explain as explainError, inCheckout, stopOnSignals } from "../launch/steps.mjs";
import { prepared } from "./data/database";
import { measureFiles } from "./files";
import { type Options, options } from "./options";
import { measurePages } from "./pages";
import { print, printTable, writeResult } from "./report";
import { measureSize } from "./size";

const dataDir = inCheckout("data/bench-pg");

async function measureAll(asked: Options) {
  const postgres = await joinPostgres({ dataDir, durable: false });
  try {
    const largest = asked.sizes.at(-1)!;
    const speed = [..."abcdepigs"].some((part) => asked.only.has(part as never));
    const grown = new Map<number, Map<string, number>>();
    for (const size of speed ? asked.sizes : []) {
      const around = {
        serverUrl: postgres.url,
        postgresPid: postgres.pid,
        log: postgres.log,
        options: asked,
        largest: size === largest,
      };
      grown.set(size, await measureSize(size, around));
    }
    const files = asked.only.has("m") || asked.only.has("x");
    if (files) {
      await prepared(postgres.url, asked.sizes[0]!, console.log);
      await measureFiles(postgres.url, { template: asked.sizes[0]!, size: largest }, asked);
    }
    if (asked.only.has("g") && grown.size > 1) printGrowth(grown, asked.sizes[0]!, largest);
    if (speed || files) {
      printTable(largest);
      if (asked.write)
        writeResult(
          asked.sizes,
          "PostgreSQL ran without waiting for the disk (fsync off), which is the harder way for `d`: nothing hides our own cost.",
        );
    }
    if (asked.only.has("pages") && !(await measurePages(postgres))) process.exitCode = 1;
  } finally {
    await releasePostgres(dataDir);
  }
}

function printGrowth(grown: Map<number, Map<string, number>>, smallest: number, largest: number) {
  for (const id of ["a", "b", "c", "d", "e"]) {
    const [small, large] = [grown.get(smallest)?.get(id), grown.get(largest)?.get(id)];
    if (small && large)
      print(largest, { id: `g.${id}`, value: large, unit: "ms", floor: small, ratio: large / small, n: 1 });
  }
}

process.env.PG_SHARED_BUFFERS ??= "1GB";
stopOnSignals(() => process.exit(1));
try {
  await measureAll(options(process.argv.slice(2)));
  process.exit(process.exitCode ?? 0);
} catch (error) {
  explainError(error);
  process.exit(1);
}
