import { once } from "node:events";
import { createReadStream, createWriteStream, readFileSync, type WriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { finished } from "node:stream/promises";
import { parseArgs } from "node:util";
import { type Locale, locales } from "@/app/text/locale";
import { asOwner, type Command, Refusal } from "../command-line";
import { byteOrderMark, csvLine } from "../csv";
import { bulkRouter } from "../households/bulk";
import { fileColumns, languages } from "../households/file-columns";
import type { RowProblem } from "../households/import-rules";
import { newId } from "../ids";
import { closePool } from "../pool";
import { asProblem } from "../problem";
import { createCallerFactory } from "../trpc";
import { findUnit } from "./find-unit";
import { sentences } from "./say";

const makeCaller = createCallerFactory(bulkRouter);
type Caller = ReturnType<typeof makeCaller>;

/** Runs as a named person: in a session of theirs that says "command line" and ends with the work. */
async function asNamed<T>(
  ownerUrl: string,
  username: string,
  locale: Locale,
  work: (caller: Caller) => Promise<T>,
): Promise<T> {
  return asOwner(ownerUrl, async (client) => {
    const { rows } = await client.query<{ id: string }>("select id from people where lower(username) = lower($1)", [
      username,
    ]);
    if (!rows[0]) throw new Refusal(`Nobody has the username "${username}".`);
    const sessionId = newId();
    await client.query("select app.start_session($1, $2, 'command line', 12)", [sessionId, rows[0].id]);
    try {
      return await work(makeCaller({ sessionId, requestId: sessionId }));
    } catch (error) {
      const problem = asProblem(error);
      if (problem) throw new Refusal(sentences(locale)(problem.code, problem.values));
      throw error;
    } finally {
      await closePool();
      await client.query("select app.end_session($1)", [sessionId]);
    }
  });
}

const mebibytes = (bytes: number) => Math.round((bytes / 2 ** 20) * 10) / 10;

/** The most that this process has held. Linux counts what its parent held before it into `maxRSS`. */
function peakBytes(): number {
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"))![1]) * 1024;
  } catch {
    return process.resourceUsage().maxRSS * 1024;
  }
}

/** Seconds and memory that a piece of work took; memory above what the process held before it. */
async function measured<T>(work: () => Promise<T>) {
  const idle = process.memoryUsage.rss();
  const spent = process.cpuUsage();
  const began = performance.now();
  const result = await work();
  const seconds = Math.round(performance.now() - began) / 1000;
  const peak = peakBytes();
  const { user, system } = process.cpuUsage(spent);
  const cpuSeconds = Math.round((user + system) / 1000) / 1000;
  return { result, figures: { seconds, cpuSeconds, idleRssMiB: mebibytes(idle), peakRssMiB: mebibytes(peak) } };
}

function parsed<O extends NonNullable<Parameters<typeof parseArgs>[0]>["options"]>(
  usage: string,
  args: string[],
  options: O,
) {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { ...options, as: { type: "string" }, language: { type: "string" } },
      allowPositionals: true,
    });
    const said = values as Record<string, string | boolean | undefined>;
    const locale = locales.find((each) => each === (said.language ?? locales[0]));
    if (positionals.length !== 1 || typeof said.as !== "string" || !locale) throw new Refusal(`Usage: ${usage}`);
    return { file: positionals[0]!, username: said.as, locale, said };
  } catch {
    throw new Refusal(`Usage: ${usage}`);
  }
}

/** The list of what is wrong beside the file; it begins with the first thing that is. */
function errorList(file: string, locale: Locale) {
  const say = sentences(locale);
  const name = `${file}.errors.csv`;
  let stream: WriteStream | undefined;
  return {
    name,
    async report({ line, column, code, values }: RowProblem) {
      if (!stream) {
        stream = createWriteStream(name);
        stream.write(byteOrderMark + csvLine(["line", "column", "code", "sentence"]));
      }
      const head = column && fileColumns[column][languages.indexOf(locale)]!;
      if (!stream.write(csvLine([line, head, code, say(code, values)]))) await once(stream, "drain");
    },
    async close() {
      stream?.end();
      if (stream) await finished(stream);
      return stream !== undefined;
    },
  };
}

const importUsage =
  "households:import <file.csv> --as <username> [--codes-on <yyyy-mm-dd>] [--good-rows] [--dry-run] [--language vi|id|en]";

export const importCommand: Command = {
  usage: importUsage,
  about: "registers the households of a file, in a person's name and reach",
  run: async (ownerUrl, args) => {
    const { file, username, locale, said } = parsed(importUsage, args, {
      "codes-on": { type: "string" },
      "good-rows": { type: "boolean" },
      "dry-run": { type: "boolean" },
    });
    const dryRun = said["dry-run"] === true;
    const errors = errorList(file, locale);
    await rm(errors.name, { force: true });
    const { result, figures } = await asNamed(ownerUrl, username, locale, (caller) =>
      measured(() =>
        caller.import({
          open: () => createReadStream(file),
          codesOn: said["codes-on"] as string | undefined,
          goodRows: said["good-rows"] === true,
          dryRun,
          report: errors.report,
        }),
      ),
    );
    const listed = await errors.close();
    const { rows, households, badRows, registered, people, repeated } = result;
    return {
      failed: registered === 0,
      data: { ...result, bad: badRows, errors: listed ? errors.name : null, dryRun, ...figures },
      lines: [
        `Rows: ${rows}, households: ${households}, wrong rows: ${badRows}`,
        repeated
          ? `This file was imported before: ${registered} households, ${people} people. Nothing was added.`
          : `${dryRun ? "Would register" : "Registered"}: ${registered} households, ${people} people (${figures.seconds} s)`,
        ...(listed ? [`What is wrong stands in ${errors.name}`] : []),
      ],
    };
  },
};

const exportUsage =
  "households:export <file.csv> --as <username> [--unit <code or key>] [--class <class>] [--language vi|id|en]";

export const exportCommand: Command = {
  usage: exportUsage,
  about: "writes the households that a person may read to a file, identity numbers masked",
  run: async (ownerUrl, args) => {
    const { file, username, locale, said } = parsed(exportUsage, args, {
      unit: { type: "string" },
      class: { type: "string" },
    });
    const unit = said.unit ? await asOwner(ownerUrl, (client) => findUnit(client, said.unit as string)) : undefined;
    // Under its own name only when the trail has it.
    const partial = `${file}.part`;
    const stream = createWriteStream(partial, { mode: 0o600 });
    // Whoever writes or waits is told; nobody else has to end for it.
    stream.on("error", () => undefined);
    try {
      const { result, figures } = await asNamed(ownerUrl, username, locale, (caller) =>
        measured(async () => {
          const { rows } = await caller.export({
            unit: unit?.id,
            class: said.class as "poor" | undefined,
            language: locale,
            write: async (bytes) => {
              if (!stream.write(bytes)) await once(stream, "drain");
            },
          });
          stream.end();
          await finished(stream);
          return { rows };
        }),
      );
      await rename(partial, file);
      return {
        data: { ...result, file, ...figures },
        lines: [`Rows: ${result.rows} (${figures.seconds} s) in ${file}`],
      };
    } catch (error) {
      stream.destroy();
      await rm(partial, { force: true });
      throw error;
    }
  },
};
