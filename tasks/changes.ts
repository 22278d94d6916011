import { join } from "node:path";
import { compareWith } from "../changes/compare.ts";
import { markdown } from "../changes/markdown.ts";
import { RevisionError } from "../changes/revision.ts";
import { chosenStack, HELP_OPTION, readArguments, STACK_OPTIONS } from "./command-line.ts";
import { runTask, TaskError } from "./task.ts";

const USAGE = `Says what a change changes: permissions, routes, the API's description, alarms, sizes of bundles.
Both revisions are evaluated under mocks: it needs no credentials and no Docker.

Usage: npm run changes -- --against REV [options]

  --against REV     branch, tag or commit to compare the work tree with: main, origin/main, v1.2.0
  --stack NAME      with the settings of this stack   (default: dev)
  --markdown        as a comment on a pull request    (default)
  --json            as JSON
  --help            this text
`;

const OPTIONS = {
  ...STACK_OPTIONS,
  ...HELP_OPTION,
  against: { type: "string" },
  json: { type: "boolean", default: false },
  markdown: { type: "boolean", default: false },
} as const;

await runTask("changes", async () => {
  const { values } = readArguments("changes", OPTIONS);
  if (values.help) return void process.stdout.write(USAGE);
  const { against, json } = values;
  if (against === undefined) throw new TaskError("--against is missing. Use --against main.", 2);
  if (json && values.markdown) throw new TaskError("--json and --markdown exclude each other.", 2);

  const stack = chosenStack(values);
  const changes = await compareWith({
    project: process.cwd(),
    against,
    stack,
    cacheDirectory: join(".lambdock", "cache", "program"),
    print: (line) => void process.stderr.write(`${line}\n`),
  }).catch((error: unknown) => {
    throw error instanceof RevisionError ? new TaskError(error.message) : error;
  });
  process.stdout.write(
    json ? `${JSON.stringify(changes, null, 2)}\n` : markdown(changes, { against, stack }),
  );
});
