import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { chromiumPath } from "../test/browser/chromium-path.ts";

const USAGE = `Tests the console in a real browser: each view with real traffic, by mouse, keyboard and screen reader's rules.

Usage: npm run test:browser -- [options] [mocha options after --]

  --require         fail when there is no Chromium, instead of skipping
  --help            this text

Chromium is the first one on PATH, or the one that the variable CHROMIUM names: apt-get install chromium.
`;

const { values, positionals } = parseArgs({
  options: {
    require: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
  allowPositionals: true,
});

if (values.help) {
  process.stdout.write(USAGE);
  process.exit(0);
}

if (chromiumPath() === undefined) {
  process.stderr.write(
    `test:browser: ${values.require ? "FAILED" : "SKIPPED, no view was tested"}: there is no Chromium. ` +
      "Run apt-get install chromium, or name one in the variable CHROMIUM.\n",
  );
  process.exit(values.require ? 1 : 0);
}

const mocha = ["--require", "test/browser/chromium.ts", "--reporter", "spec", "--timeout", "120000"];
const result = spawnSync("mocha", [...mocha, "test/browser/*.suite.ts", ...positionals], {
  stdio: "inherit",
});
process.exit(result.status ?? 1);
