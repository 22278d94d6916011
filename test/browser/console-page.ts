import { expect } from "chai";
import type { BrowserContextOptions, Page } from "playwright-core";
import type { LocalCloud } from "../../local/start.ts";
import { useCloud } from "../support/shared-cloud.ts";
import { sharedChromium } from "./chromium.ts";
import { Complaints } from "./complaints.ts";

export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

/** More than a crowded machine needs. */
const WAIT_MS = 30_000;

/** A page of the console, and the local cloud behind it. */
export interface ConsolePage {
  readonly page: Page;
  readonly cloud: LocalCloud;
  readonly complaints: Complaints;
  /** Goes to a view and waits for its heading. */
  open(path: string): Promise<void>;
}

/**
 * Each test of the suite gets a page of its own; after each, nothing may have gone wrong in it.
 * @param given a local cloud other than the one that all suites share
 */
export function useConsole(
  options: BrowserContextOptions = {},
  given: () => LocalCloud = useCloud(),
): () => ConsolePage {
  let current: ConsolePage | undefined;
  let close: () => Promise<void> = async () => undefined;
  beforeEach(async () => {
    const browser = await sharedChromium();
    const context = await browser.newContext({ viewport: DESKTOP, reducedMotion: "reduce", ...options });
    close = () => context.close();
    context.setDefaultTimeout(WAIT_MS);
    const cloud = given();
    const page = await context.newPage();
    current = {
      page,
      cloud,
      complaints: new Complaints(page, cloud.console),
      open: (path) => open(page, `${cloud.console}${path}`),
    };
  });
  afterEach(async () => {
    await close();
    expect(current?.complaints.list).to.deep.equal([]);
  });
  return () => {
    if (current === undefined) throw new Error("The page is opened before each test.");
    return current;
  };
}

async function open(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.locator("h1").waitFor();
}
