import { setTimeout as sleep } from "node:timers/promises";
import { prepared } from "./data/database";
import { explain } from "./explain";
import { forget } from "./forget";
import { interleaved } from "./measure";
import type { Options } from "./options";
import { scene } from "./people";
import { memoryOf } from "./processes";
import { print } from "./report";
import { dashboard, households, page, project, projects, type Row, visit } from "./rows";
import { demandSame } from "./same";
import { startFloor, startProduct } from "./servers";
import { signIns } from "./sign-in";

type Around = { serverUrl: string; postgresPid: number; log: string; options: Options; largest: boolean };

/** Everything about one size: its data, both servers, the rows. Gives p50 at one client by row, for growth. */
export async function measureSize(
  size: number,
  { serverUrl, postgresPid, log, options, largest }: Around,
): Promise<Map<string, number>> {
  const url = await prepared(serverUrl, size, console.log);
  const product = await startProduct(url);
  const floor = await startFloor(url);
  const p50 = new Map<string, number>();
  const measured = { rounds: options.rounds, seconds: options.seconds, postgresPid };
  try {
    if (largest && options.only.has("s")) {
      print(size, { id: "s.start", value: product.startedIn, unit: "s", n: 1 });
      await sleep(8000);
      print(size, { id: "s.memory", value: memoryOf(product.pid), unit: "MiB", n: 1 });
    }
    const people = await scene(url, product.port);
    const rows: Row[] = [households(people), projects(people), project(people), dashboard(people), visit(people)];
    if (largest) rows.splice(1, 0, households(people, "clerk"), households(people, "auditor"));
    for (const row of rows.filter(({ id }) => options.only.has(id.slice(0, 1) as never))) {
      await demandSame(row, product, floor);
      const contenders = [
        { server: product, next: () => row.next().product },
        { server: floor, next: () => row.next().floor },
      ];
      for (const clients of largest ? [1, 16] : [1]) {
        const [ours, theirs] = await interleaved(contenders, { ...measured, clients });
        if (clients === 1) p50.set(row.id, ours!.p50);
        const cpu = (side: typeof ours) => `${side!.cpuServer.toFixed(2)} + ${side!.cpuPostgres.toFixed(2)}`;
        const of = (side: typeof ours) => (clients === 1 ? side!.p50 : side!.rate);
        print(size, {
          id: `${row.id}.c${clients}`,
          value: of(ours),
          unit: clients === 1 ? "ms" : "req/s",
          floor: of(theirs),
          ratio: of(ours) / of(theirs),
          n: ours!.n,
          p50: ours!.p50,
          p95: ours!.p95,
          floorP50: theirs!.p50,
          floorP95: theirs!.p95,
          cpu: cpu(ours),
          floorCpu: cpu(theirs),
        });
      }
      if (row.writes) await forget(url);
    }
    if (largest && options.only.has("p")) {
      const html = page(people);
      const list = households(people);
      const contenders = [
        { server: product, next: () => html.next().product },
        { server: product, next: () => list.next().product },
      ];
      const [ours, own] = await interleaved(contenders, { ...measured, clients: 1 });
      print(size, {
        id: "p.c1",
        value: ours!.p50,
        unit: "ms",
        floor: own!.p50,
        ratio: ours!.p50 / own!.p50,
        n: ours!.n,
        p95: ours!.p95,
        cpu: `${ours!.cpuServer.toFixed(2)} + ${ours!.cpuPostgres.toFixed(2)}`,
      });
    }
    if (largest && options.only.has("i")) await signIns(size, product, people);
    if (largest && options.write) await explain(url, people, size, log);
  } finally {
    await product.stop();
    await floor.stop();
  }
  return p50;
}
