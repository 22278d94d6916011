import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Contract } from "../functions/shared/contract.ts";
import { openApiDocument } from "../openapi/document.ts";

const FILE = "openapi.json";

const USAGE = `Writes ${FILE}, the OpenAPI 3.1 description of the API, from the contracts of all services.

Usage: npm run openapi -- [options]

  --check   write nothing; fail when the file is not what the contracts say
  --help    this text
`;

const { values } = parseArgs({
  options: { check: { type: "boolean", default: false }, help: { type: "boolean", default: false } },
});

if (values.help) process.stdout.write(USAGE);
else if (!values.check) writeFileSync(FILE, await description());
else if (!existsSync(FILE) || readFileSync(FILE, "utf8") !== (await description())) {
  process.stderr.write(`${FILE} is not what the contracts say. Run npm run openapi, and commit it.\n`);
  process.exitCode = 1;
}

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
