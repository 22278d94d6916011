import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright-core";
import type { LocalCloud } from "../../local/start.ts";
import { sendMixedTraffic } from "../support/mixed-traffic.ts";
import { apiOf, startForTest } from "../support/shared-cloud.ts";
import { closeChromium, sharedChromium } from "./chromium.ts";
import { DESKTOP, PHONE } from "./console-page.ts";
import { VIEW_NAMES, type ViewName, viewPath } from "./every-view.ts";

export interface ScreenshotOptions {
  /** Emptied first. */
  readonly directory: string;
  /** Of mixed traffic, before the first one. */
  readonly minutes: number;
  progress(line: string): void;
}

/** One picture. */
interface Shot {
  /** Of the file. */
  readonly name: string;
  readonly view: ViewName;
  readonly viewport: typeof DESKTOP;
  readonly colorScheme?: "light" | "dark";
  /** What it begins with; absent for the page's top. */
  readonly heading?: string;
}

const SHOTS: readonly Shot[] = [
  ...VIEW_NAMES.flatMap((view): Shot[] => [
    { name: `${view}-desktop`, view, viewport: DESKTOP },
    { name: `${view}-phone`, view, viewport: PHONE },
  ]),
  { name: "dashboard-service-desktop", view: "dashboard", viewport: DESKTOP, heading: "players" },
  { name: "dashboard-service-phone", view: "dashboard", viewport: PHONE, heading: "players" },
  { name: "dashboard-dark", view: "dashboard", viewport: DESKTOP, colorScheme: "dark", heading: "API" },
  { name: "trace-dark", view: "trace", viewport: DESKTOP, colorScheme: "dark" },
];
/** Users don't come evenly. */
const PAUSES_MS = [300, 1_500, 700, 2_600, 500, 1_100];

/** Every view of a local cloud that has had real traffic, as PNG files. */
export async function takeScreenshots({ directory, minutes, progress }: ScreenshotOptions): Promise<void> {
  const cloud = await startForTest();
  const stopping = new AbortController();
  const traffic = useApi(cloud, stopping.signal);
  try {
    progress(`${minutes} minutes of traffic`);
    await sleep(minutes * 60_000);
    await rm(directory, { recursive: true, force: true });
    await mkdir(directory, { recursive: true });
    for (const shot of SHOTS) {
      const path = join(directory, `${shot.name}.png`);
      await take(shot, cloud, path);
      progress(path);
    }
  } finally {
    stopping.abort();
    await traffic;
    await closeChromium();
    await cloud.stop();
  }
}

async function take(shot: Shot, cloud: LocalCloud, path: string): Promise<void> {
  const { view, viewport, colorScheme = "light", heading } = shot;
  const browser = await sharedChromium();
  const page = await browser.newPage({ viewport, colorScheme, reducedMotion: "reduce" });
  await page.goto(`${cloud.console}${await viewPath(cloud, view)}`);
  await page.locator("h1").waitFor();
  if (heading !== undefined) await scrollTo(page, heading);
  // Charts are drawn when there is room for them, and rows come by a second answer.
  await page.waitForLoadState("networkidle", { timeout: 2_000 }).catch(() => undefined);
  await page.screenshot({ path });
  await page.close();
}

async function scrollTo(page: Page, heading: string): Promise<void> {
  const found = page.getByRole("heading", { name: heading, exact: true, level: 2 });
  await found.evaluate((element) => element.scrollIntoView({ block: "start" }));
}

async function useApi(cloud: LocalCloud, signal: AbortSignal): Promise<void> {
  for (let round = 0; !signal.aborted; round += 1) {
    await sendMixedTraffic(apiOf(cloud));
    await sleep(PAUSES_MS[round % PAUSES_MS.length], undefined, { signal }).catch(() => undefined);
  }
}
