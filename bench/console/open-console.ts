import { setTimeout as sleep } from "node:timers/promises";

/** What an open console listens to all the time, and what its views ask again and again, with their seconds. */
const STREAMS = ["/api/requests/stream", "/api/logs/stream"];
const POLLED: readonly [path: string, seconds: number][] = [
  ["/api/overview", 2],
  ["/api/traces", 3],
  ["/api/alarms", 3],
  ["/api/functions", 3],
];
const DASHBOARD_SECONDS = 5;

/** Does what browsers with every view open would do. @returns what ends it, and gives the bytes that came */
export async function openConsole(url: string): Promise<() => Promise<number>> {
  const closing = new AbortController();
  const { signal } = closing;
  let bytes = 0;
  const read = async (path: string) => {
    const { body } = await fetch(`${url}${path}`, { signal });
    for await (const chunk of body ?? []) bytes += (chunk as Uint8Array).length;
  };
  const poll = async (path: string, seconds: number) => {
    for (;;) {
      await read(path);
      await sleep(seconds * 1000, undefined, { signal });
    }
  };
  const names = (await (await fetch(`${url}/api/dashboards`)).json()) as { name: string }[];
  const dashboards = names.map(({ name }) => `/api/dashboards/${encodeURIComponent(name)}`);
  const all = [
    ...STREAMS.map(read),
    ...POLLED.map(([path, seconds]) => poll(path, seconds)),
    ...dashboards.map((path) => poll(path, DASHBOARD_SECONDS)),
  ];
  const settled = Promise.allSettled(all);
  return async () => {
    const early = await Promise.race([Promise.race(all).then(() => "ended", String), sleep(0, "open")]);
    closing.abort();
    await settled;
    if (early !== "open") throw new Error(`The console stopped answering: ${early}`);
    return bytes;
  };
}
