import { type Browser, chromium } from "playwright-core";
import { chromiumPath } from "./chromium-path.ts";

/** Nothing of it asks the network for anything, and no name but the console's address is found. */
const FLAGS = [
  ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
  ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

let launched: Promise<Browser> | undefined;

/** The one browser of this run, in an empty folder of its own. @throws Error when there is none */
export function sharedChromium(): Promise<Browser> {
  launched ??= launch();
  return launched;
}

export async function closeChromium(): Promise<void> {
  const browser = await launched;
  launched = undefined;
  await browser?.close();
}

/** Called by mocha when all suites are done. */
export function mochaGlobalTeardown(): Promise<void> {
  return closeChromium();
}

function launch(): Promise<Browser> {
  const executablePath = chromiumPath();
  if (executablePath === undefined)
    throw new Error("There is no Chromium: see npm run test:browser -- --help.");
  return chromium.launch({ executablePath, headless: true, args: FLAGS });
}
