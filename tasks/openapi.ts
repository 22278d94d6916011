import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Contract } from "../functions/shared/contract.ts";
import { openApiDocument } from "../openapi/document.ts";
import { HELP_OPTION, readArguments } from "./command-line.ts";
import { runTask, TaskError } from "./task.ts";

const FILE = "openapi.json";

const USAGE = `Writes ${FILE}, the OpenAPI 3.1 description of the API, from the contracts of all services.

Usage: npm run openapi -- [options]

  --check   write nothing; fail when the file is not what the contracts say
  --help    this text
`;

await runTask("openapi", async () => {
  const { values } = readArguments("openapi", { check: { type: "boolean", default: false }, ...HELP_OPTION });
  if (values.help) return void process.stdout.write(USAGE);
  if (!values.check) return writeFileSync(FILE, await description());
  if (!existsSync(FILE) || readFileSync(FILE, "utf8") !== (await description()))
    throw new TaskError(`${FILE} is not what the contracts say. Run npm run openapi, and commit it.`);
});

/** The same bytes for the same contracts, wherever it is made. */
async function description(): Promise<string> {
  const { name, description, version, license } = JSON.parse(readFileSync("package.json", "utf8"));
  const info = {
    title: name,
    summary: description,
    version,
    license: { name: license, identifier: license },
  };
  return `${JSON.stringify(openApiDocument(info, await contracts()), null, 2)}\n`;
}

/** Every service's, in the order of their folders. */
function contracts(): Promise<Contract[]> {
  const files = globSync("functions/*/contract.ts", { exclude: ["functions/shared/**"] }).sort();
  return Promise.all(files.map(async (file) => (await import(resolve(file))).contract));
}
