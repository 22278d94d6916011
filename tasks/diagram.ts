import { readFileSync, writeFileSync } from "node:fs";
import { diagram } from "./architecture/diagram.ts";
import { withDiagram } from "./architecture/document.ts";
import { stackConfig } from "./aws.ts";
import { HELP_OPTION, readArguments } from "./command-line.ts";
import { evaluated } from "./program.ts";
import { runTask, TaskError } from "./task.ts";

const FILE = "docs/architecture.md";

const USAGE = `Draws the architecture from what the program declares, into ${FILE}.

Usage: npm run diagram -- [options]

  --check   write nothing; fail when the drawing is not what the program declares
  --help    this text
`;

await runTask("diagram", async () => {
  const { values } = readArguments("diagram", {
    ...HELP_OPTION,
    check: { type: "boolean", default: false },
  });
  if (values.help) return void process.stdout.write(USAGE);

  const before = readFileSync(FILE, "utf8");
  const after = withDiagram(before, diagram(await evaluated(stackConfig("dev"))));
  if (!values.check) writeFileSync(FILE, after);
  else if (after !== before)
    throw new TaskError(`${FILE} is not what the program declares. Run npm run diagram.`);
});
