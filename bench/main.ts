import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { parseArgs } from "node:util";
import { projectDirectory } from "./folders.ts";

const USAGE = `Measures this project beside its peers. The report goes to stdout, in Markdown, and what it is made of to
.lambdock/bench/NAME.json.

Usage: npm run bench -- [serve | cold | edit | console] [options]

  serve           requests/s, latency, start and memory of GET /data, beside a bare node:http server and
                  serverless-offline, which is installed into .lambdock/cache/bench at the first run (the default)
  cold            process start to first answer of each function, beside an empty one and beside itself unbundled
  edit            npm start to first 200, and an edit of a handler and of a contract until it is served
  console         what telemetry and an open console cost: throughput and a steady rate against neither, memory
  --rounds N      how often each is measured, in turns        (default: 5; cold: 15; console: 3)
  --seconds N     how long each load of a round is measured   (default: 5)
  --rate N        console: requests/s of the long run         (default: 500)
  --minutes N     console: how long that is, each             (default: 2)
  --help          this text
`;

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: {
      rounds: { type: "string" },
      seconds: { type: "string" },
      rate: { type: "string" },
      minutes: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
    allowPositionals: true,
  });
  const [bench = "serve"] = positionals;
  if (values.help === true) return void process.stdout.write(USAGE);
  const { report, result } = await run(bench, values);
  const path = join(projectDirectory, ".lambdock/bench", `${bench}.json`);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${JSON.stringify(result, undefined, 2)}\n`);
  process.stdout.write(`${report}\n\n`);
  progress(`all figures: ${relative(process.cwd(), path)}`);
}

type GivenOptions = Readonly<Partial<Record<"rounds" | "seconds" | "rate" | "minutes", string | undefined>>>;

/** A bench's code is loaded when it is asked for: none needs what another one does. */
async function run(bench: string, given: GivenOptions) {
  const seconds = wholeNumber("--seconds", given.seconds ?? "5");
  switch (bench) {
    case "serve": {
      const { benchServe } = await import("./serve/serve.ts");
      return benchServe({ rounds: wholeNumber("--rounds", given.rounds ?? "5"), seconds, progress });
    }
    case "cold": {
      const { benchCold } = await import("./cold/cold.ts");
      return benchCold({ rounds: wholeNumber("--rounds", given.rounds ?? "15"), progress });
    }
    case "edit": {
      const { benchEdit } = await import("./edit/edit.ts");
      return benchEdit({ rounds: wholeNumber("--rounds", given.rounds ?? "5"), progress });
    }
    case "console": {
      const { benchConsole } = await import("./console/console.ts");
      return benchConsole({
        rounds: wholeNumber("--rounds", given.rounds ?? "3"),
        seconds,
        rate: wholeNumber("--rate", given.rate ?? "500"),
        minutes: wholeNumber("--minutes", given.minutes ?? "2"),
        progress,
      });
    }
    default:
      throw new Error(`npm run bench: there is no bench "${bench}". See npm run bench -- --help.`);
  }
}

function wholeNumber(option: string, text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new Error(`npm run bench: ${option} must be a whole number above 0; got ${text}.`);
}

function progress(line: string): void {
  process.stderr.write(`${line}\n`);
}
