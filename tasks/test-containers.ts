import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";

const USAGE = `Builds each function's images with Docker, and tests them: manifest, size, digest, behaviour.

Usage: npm run test:containers -- [options] [mocha options after --]

  --service NAME    images of one function, or of several (repeat)     (default: all)
  --require         fail when Docker or its builder is missing, instead of skipping
  --help            this text

Docker Engine and a BuildKit builder are set up by tasks/docker-engine.sh; another builder's name goes into
BUILDX_BUILDER.
`;

const { values, positionals } = parseArgs({
  options: {
    service: { type: "string", multiple: true, default: [] },
    require: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
  allowPositionals: true,
});

if (values.help) {
  process.stdout.write(USAGE);
  process.exit(0);
}

const builder = process.env.BUILDX_BUILDER ?? "lambdock";
const missing = whatIsMissing();
if (missing !== undefined) {
  const fix = "Run tasks/docker-engine.sh, or install Docker: https://docs.docker.com/engine/install/";
  process.stderr.write(
    `test:containers: ${values.require ? "FAILED" : "SKIPPED, no image was tested"}: ${missing} ${fix}\n`,
  );
  process.exit(values.require ? 1 : 0);
}

const services = values.service.flatMap((name) => name.split(","));
const mocha = ["--require", "test/containers/workbench.ts", "--reporter", "spec", "--timeout", "300000"];
const result = spawnSync("mocha", [...mocha, "test/containers/*.suite.ts", ...positionals], {
  stdio: "inherit",
  env: { ...process.env, ...(services.length > 0 && { SERVICES: services.join(",") }) },
});
process.exit(result.status ?? 1);

function whatIsMissing(): string | undefined {
  if (!succeeds("docker", "version")) return "no Docker Engine answers.";
  if (!succeeds("docker", "buildx", "inspect", builder)) return `docker buildx has no builder "${builder}".`;
  return undefined;
}

function succeeds(command: string, ...args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: "ignore" }).status === 0;
}
