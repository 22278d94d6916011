import { probe, run } from "./command.ts";
import { HELP_OPTION, readArguments } from "./command-line.ts";
import { pythonPackage } from "./python-package.ts";
import { runTask } from "./task.ts";

const USAGE = `Checks .github/ with actionlint and zizmor.

Usage: npm run lint:workflows

Each is used as it is on the PATH. Else actionlint is built by Go, and zizmor goes into a Python environment in
~/.cache/lambdock.
`;

const ACTIONLINT = "1.7.12";
const ZIZMOR = "1.32.0";

await runTask("lint:workflows", () => {
  const { values } = readArguments("lint:workflows", HELP_OPTION);
  if (values.help) return void process.stdout.write(USAGE);

  const actionlint = probe(["actionlint", "-version"]).error === undefined;
  run(
    actionlint ? ["actionlint"] : ["go", "run", `github.com/rhysd/actionlint/cmd/actionlint@v${ACTIONLINT}`],
    { install: "actionlint is run with Go: https://go.dev/doc/install." },
  );
  // What asks GitHub is left out: it needs a token, and answers differently from day to day.
  run([zizmor(), "--offline", ".github"]);
});

function zizmor(): string {
  if (probe(["zizmor", "--version"]).error === undefined) return "zizmor";
  return pythonPackage("zizmor", ZIZMOR, "zizmor");
}
