import { LocalError } from "./emulator.ts";
import { readCommandLine, USAGE } from "./options.ts";
import { type LocalCloud, start } from "./start.ts";
import { banner } from "./terminal/banner.ts";
import { noticeLine, showLive } from "./terminal/live-view.ts";
import { stopSignal } from "./terminal/stop-signal.ts";

/** Reads the command line, starts the local cloud, shows it, and stops it on Ctrl-C. Ends the process. */
export function runCommandLine(): void {
  run().then(
    () => process.exit(0),
    (error: unknown) => {
      process.stderr.write(`${error instanceof LocalError ? error.message : (error as Error)?.stack}\n`);
      process.exit(1);
    },
  );
}

async function run(): Promise<void> {
  const { json, help, ...options } = readCommandLine(process.argv.slice(2));
  if (help) return void process.stdout.write(USAGE);
  const print = (line: string) => void process.stdout.write(`${line}\n`);
  const signal = stopSignal();
  const cloud = await start(options, { signal, ...(!json && { announce: print }) }).catch(
    (error: unknown) => {
      if (!signal.aborted) throw error;
    },
  );
  // It was asked to stop before it was ready.
  if (cloud === undefined) return;
  if (json) print(readyLine(cloud));
  else {
    print(banner(cloud));
    for (const notice of cloud.notices) print(noticeLine(notice));
    showLive(cloud.events, print);
  }
  if (!signal.aborted) {
    await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
  }
  await cloud.stop();
}

function readyLine({
  api,
  functionUrls,
  awsEndpoint,
  console,
  routes,
  faults,
  dataDir,
  readyMs,
}: LocalCloud): string {
  return JSON.stringify({
    api,
    functionUrls,
    awsEndpoint,
    console,
    routes: routes.map(({ routeKey }) => routeKey),
    ...(faults.length > 0 && { faults }),
    dataDir,
    readyMs: Math.round(readyMs),
  });
}
