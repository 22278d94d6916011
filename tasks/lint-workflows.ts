import { probe, run } from "./command.ts";
import { HELP_OPTION, readArguments } from "./command-line.ts";
import { runTask } from "./task.ts";

const USAGE = `Checks .github/ with actionlint and zizmor.

Usage: npm run lint:workflows

Each is used as it is on the PATH, else fetched by Go and by pipx.
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
  const zizmor = probe(["zizmor", "--version"]).error === undefined;
  // What asks GitHub is left out: it needs a token, and answers differently from day to day.
  run([...(zizmor ? ["zizmor"] : ["pipx", "run", `zizmor==${ZIZMOR}`]), "--offline", ".github"], {
    install: "zizmor is run with pipx: https://pipx.pypa.io/stable/installation/.",
  });
});
