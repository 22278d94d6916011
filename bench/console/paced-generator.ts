import { setTimeout as sleep } from "node:timers/promises";
import { Pool } from "undici";
import { percentile } from "../statistics.ts";
import type { PacedPlan, PacedResult } from "./paced-load.ts";

const TICK_MS = 10;
/** More than these at once, and the server is too slow for the rate: what comes then is not sent. */
const MAX_IN_FLIGHT = 200;

const plan = JSON.parse(process.argv[2] ?? "") as PacedPlan;
process.send?.(await run(plan), () => process.disconnect());

async function run({ origin, paths, perSecond, seconds }: PacedPlan): Promise<PacedResult> {
  const pool = new Pool(origin, { connections: MAX_IN_FLIGHT, pipelining: 1 });
  const latencies: number[] = [];
  let sent = 0;
  let failures = 0;
  let left = 0;
  const inFlight = new Set<Promise<void>>();
  const started = performance.now();
  const elapsed = () => (performance.now() - started) / 1000;

  async function ask(path: string): Promise<void> {
    const asked = performance.now();
    try {
      const { statusCode, body } = await pool.request({ path, method: "GET" });
      await body.dump();
      if (statusCode === 200) latencies.push(performance.now() - asked);
      else failures += 1;
    } catch {
      failures += 1;
    }
  }

  while (elapsed() < seconds) {
    for (const due = elapsed() * perSecond; sent < due; sent += 1) {
      if (inFlight.size >= MAX_IN_FLIGHT) {
        left += 1;
        continue;
      }
      const asking = ask(paths[sent % paths.length] ?? "/").finally(() => inFlight.delete(asking));
      inFlight.add(asking);
    }
    await sleep(TICK_MS);
  }
  await Promise.all(inFlight);
  const took = elapsed();
  await pool.destroy();
  return {
    requestsPerSecond: latencies.length / took,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    failures,
    left,
  };
}
