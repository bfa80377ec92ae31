import { press } from "./client";
import { cpuOf, cpuOfPostgres } from "./processes";
import type { Server } from "./servers";

export type Side = { p50: number; p95: number; rate: number; n: number; cpuServer: number; cpuPostgres: number };

const at = (sorted: number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

type Sums = { times: number[]; seconds: number; cpuServer: number; cpuPostgres: number };

function sideOf({ times, seconds, cpuServer, cpuPostgres }: Sums): Side {
  const sorted = [...times].sort((a, b) => a - b);
  const n = sorted.length;
  return {
    p50: at(sorted, 0.5),
    p95: at(sorted, 0.95),
    rate: n / seconds,
    n,
    cpuServer: (cpuServer * 1000) / n,
    cpuPostgres: (cpuPostgres * 1000) / n,
  };
}

export type Contender = { server: Server; next: () => Buffer };

/**
 * Measures contenders turn by turn, so that a noisy neighbour or a warm cache is everybody's. The first
 * round of each warms up and does not count.
 */
export async function interleaved(
  contenders: Contender[],
  { clients, rounds, seconds, postgresPid }: { clients: number; rounds: number; seconds: number; postgresPid: number },
): Promise<Side[]> {
  const sums = contenders.map((): Sums => ({ times: [], seconds: 0, cpuServer: 0, cpuPostgres: 0 }));
  for (let round = 0; round <= rounds; round++) {
    for (const [index, { server, next }] of contenders.entries()) {
      const before = [cpuOf(server.pid), cpuOfPostgres(postgresPid)] as const;
      const pressed = await press(server.port, clients, round === 0 ? Math.max(0.5, seconds / 2) : seconds, next);
      if (round === 0) continue;
      const sum = sums[index]!;
      for (const time of pressed.times) sum.times.push(time);
      sum.seconds += pressed.seconds;
      sum.cpuServer += cpuOf(server.pid) - before[0];
      sum.cpuPostgres += cpuOfPostgres(postgresPid) - before[1];
    }
  }
  return sums.map(sideOf);
}
