import { parseArgs } from "node:util";
import { chromiumPath } from "../test/browser/chromium-path.ts";
import { takeScreenshots } from "../test/browser/screenshots.ts";

const USAGE = `Makes the screenshots of the console in docs/screenshots/ again: each view, wide and as on a phone, after some
minutes of mixed traffic.

Usage: npm run screenshots -- [options]

  --minutes N       minutes of traffic before the first one     (default: 8)
  --help            this text

Chromium is the first one on PATH, or the one that the variable CHROMIUM names: apt-get install chromium.
`;

const { values } = parseArgs({
  options: { minutes: { type: "string", default: "8" }, help: { type: "boolean", default: false } },
});

if (values.help) {
  process.stdout.write(USAGE);
  process.exit(0);
}
const minutes = Number(values.minutes);
if (!(minutes >= 0)) fail(`--minutes must be a number of minutes; got ${values.minutes}.`);
if (chromiumPath() === undefined)
  fail("there is no Chromium. Run apt-get install chromium, or name one in the variable CHROMIUM.");
await takeScreenshots({
  directory: "docs/screenshots",
  minutes,
  progress: (line) => process.stderr.write(`${line}\n`),
});

function fail(message: string): never {
  process.stderr.write(`npm run screenshots: ${message}\n`);
  process.exit(2);
}
