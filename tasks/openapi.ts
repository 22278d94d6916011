import { globSync, readFileSync, writeFileSync } from "node:fs";
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
else if (readFileSync(FILE, "utf8") !== (await description())) {
  process.stderr.write(`${FILE} is not what the contracts say. Run npm run openapi, and commit it.\n`);
  process.exitCode = 1;
}

async function description(): Promise<string> {
  const files = globSync("functions/*/contract.ts", { exclude: ["functions/shared/**"] }).sort();
  const contracts = await Promise.all(
    files.map(async (file): Promise<Contract> => (await import(resolve(file))).contract),
  );
  const { name, description: summary, version, license } = JSON.parse(readFileSync("package.json", "utf8"));
  const info = { title: name, summary, version, license: { name: license, identifier: license } };
  return `${JSON.stringify(openApiDocument(info, contracts), null, 2)}\n`;
}
