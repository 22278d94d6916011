import { performance } from "node:perf_hooks";
import { Pool } from "undici";
import { percentile } from "../statistics.ts";
import type { LoadPlan, LoadResult } from "./load.ts";

const plan = JSON.parse(process.argv[2] ?? "") as LoadPlan;
process.send?.(await run(plan), () => process.disconnect());

async function run({ url, connections, seconds }: LoadPlan): Promise<LoadResult> {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections, pipelining: 1 });
  const latencies: number[] = [];
  let failures = 0;
  const started = performance.now();
  const end = started + seconds * 1000;

  async function connection(): Promise<void> {
    for (let sent = performance.now(); sent < end; sent = performance.now()) {
      if (await answered(pool, pathname)) latencies.push(performance.now() - sent);
      else failures += 1;
    }
  }

  await Promise.all(Array.from({ length: connections }, connection));
  const elapsed = (performance.now() - started) / 1000;
  await pool.destroy();
  return {
    requestsPerSecond: latencies.length / elapsed,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    failures,
  };
}

async function answered(pool: Pool, path: string): Promise<boolean> {
  try {
    const { statusCode, body } = await pool.request({ path, method: "GET" });
    await body.dump();
    return statusCode === 200;
  } catch {
    return false;
  }
}
