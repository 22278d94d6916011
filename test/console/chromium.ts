import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** The distribution's browser. */
const CHROMIUM = "/usr/bin/chromium";

/** Nothing of it asks the network for anything. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** @returns undefined where no Chromium is installed */
export async function launchChromium(): Promise<Browser | undefined> {
  if (!existsSync(CHROMIUM)) return undefined;
  return chromium.launch({ executablePath: CHROMIUM, headless: true, args: FLAGS });
}
