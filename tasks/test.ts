import { spawn } from "node:child_process";
import { once } from "node:events";
import { globSync, mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

const USAGE = `Runs the tests.

Usage: npm test -- [options] [mocha options after --]

  --service NAME    tests of one service, or of several (repeat), or all   (default: all, and all the rest)
  --type TYPE       unit, integration, system or all; system tests, which run whole commands as a user or CI
                    does, are npm run test:system     (default: unit and integration; with --coverage, all)
  --verbose         name every test
  --coverage        measure coverage; all types together fail under 85 % of lines
  --html            write the coverage report to coverage/index.html
  --no-parallel     run test files one after the other; --parallel, side by side, is the default
  --workers N       how many side by side    (default: one more than cores, since a test also waits)
  --help            this text
`;

/** What the end of a test file's name says of it; what says nothing is a unit test. */
const ENDINGS = { integration: ".integration.test.ts", system: ".system.test.ts" } as const;

type Type = "unit" | keyof typeof ENDINGS;

/** The types that `--type` may name. The long ones first: no worker is left with one at the end. */
const TYPES: Readonly<Record<string, readonly Type[]>> = {
  unit: ["unit"],
  integration: ["integration"],
  system: ["system"],
  all: ["system", "integration", "unit"],
};

/** What one runs all the time. */
const USUAL: readonly Type[] = ["integration", "unit"];

/** Folders whose coverage counts. */
const MEASURED = [
  ...["components", "services", "functions", "payload", "bundle", "openapi", "local"],
  ...["rules", "policies", "changes"],
];

const { values, positionals } = parseArgs({
  options: {
    service: { type: "string", multiple: true, default: [] },
    type: { type: "string" },
    verbose: { type: "boolean", default: false },
    coverage: { type: "boolean", default: false },
    html: { type: "boolean", default: false },
    parallel: { type: "boolean", default: true },
    workers: { type: "string", default: String(availableParallelism() + 1) },
    help: { type: "boolean", default: false },
  },
  allowPositionals: true,
  allowNegative: true,
});

if (values.help) {
  process.stdout.write(USAGE);
  process.exit(0);
}

const services = values.service.flatMap((name) => name.split(",")).filter((name) => name !== "all");
const type = values.type ?? (values.coverage ? "all" : undefined);
const files = testFiles(services, typesOf(type));
const mocha = [
  "mocha",
  ...files,
  ...(values.verbose ? ["--reporter", "spec"] : []),
  ...(values.parallel ? ["--parallel", "--jobs", values.workers] : []),
  ...positionals,
];
const command = values.coverage ? ["c8", ...coverageOptions(services), ...mocha] : mocha;
if (values.coverage) rmSync("coverage", { recursive: true, force: true });
process.exitCode = await runTests(command);

/** Runs a command that leaves nothing, however it ends: its temporary files go with it. @returns its exit status */
async function runTests([tool = "", ...args]: readonly string[]): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "lambdock-test-"));
  // Compiled once, loaded by every worker of every run; with a cache V8 can't tell which lines ran.
  const cache = values.coverage ? {} : { NODE_COMPILE_CACHE: resolve("node_modules/.cache/tests") };
  const child = spawn(tool, args, { stdio: "inherit", env: { ...process.env, ...cache, TMPDIR: folder } });
  // A terminal has told mocha too. A second Ctrl-C ends both.
  process.once("SIGINT", () => undefined);
  process.once("SIGTERM", () => child.kill());
  const [status] = (await once(child, "close")) as [number | null];
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  return status ?? 1;
}

/** @param name what `--type` says, if it was given */
function typesOf(name: string | undefined): readonly Type[] {
  const types = name === undefined ? USUAL : TYPES[name];
  return types ?? fail(`--type must be unit, integration, system or all; got ${name}.`);
}

/** Test files mirror the tree; docs/testing.md tells the types apart. */
function testFiles(names: readonly string[], types: readonly Type[]): string[] {
  const folders = names.length === 0 ? ["test"] : names.map((name) => `test/functions/${name}`);
  const all = folders.flatMap((folder) => globSync(`${folder}/**/*.test.ts`)).sort();
  const chosen = types.flatMap((wanted) => all.filter((file) => typeOf(file) === wanted));
  if (chosen.length === 0) fail(`No ${types.join(" or ")} test exists for ${names.join(", ")}.`);
  return chosen;
}

function typeOf(file: string): Type {
  if (file.endsWith(ENDINGS.system)) return "system";
  return file.endsWith(ENDINGS.integration) ? "integration" : "unit";
}

function coverageOptions(names: readonly string[]): string[] {
  const included = names.length === 0 ? MEASURED : [];
  const folders = [...included, ...names.map((name) => `functions/${name}`)];
  return [
    ...folders.flatMap((folder) => ["--include", `${folder}/**`]),
    // What runs in a browser is tested there.
    ...["--exclude", "local/console/browser/**"],
    ...["--all", "--reporter", "text-summary", "--reporter", "lcovonly"],
    // One type of test alone need not reach every line.
    ...(type === "all" ? ["--check-coverage", "--lines", "85"] : []),
    ...(values.html ? ["--reporter", "html"] : []),
  ];
}

function fail(message: string): never {
  process.stderr.write(`npm test: ${message}\n`);
  process.exit(2);
}
