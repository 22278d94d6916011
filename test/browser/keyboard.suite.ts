import { expect } from "chai";
import type { Page } from "playwright-core";
import { useConsole } from "./console-page.ts";

/** What has the focus, by its accessible text. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    return element?.getAttribute("aria-label") ?? element?.textContent?.trim() ?? "";
  });
}

/** Whether the focus can be seen: an outline of some width. */
function isFocusSeen(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement ?? document.body);
    return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
  });
}

describe("the keyboard", () => {
  const at = useConsole();

  it("reaches the skip link first, which leads past the navigation", async () => {
    const { page, open } = at();
    await open("/functions");
    await page.keyboard.press("Tab");
    expect(await focused(page)).to.equal("Skip to content");
    expect((await page.locator(".skip").boundingBox())?.y).to.be.greaterThan(0);
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.id)).to.equal("main");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.closest("main") !== null)).to.equal(true);
  });

  it("goes through the views in their order, always seen", async () => {
    const { page, open } = at();
    await open("/");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    const reached: string[] = [];
    for (let view = 0; view < 8; view += 1) {
      await page.keyboard.press("Tab");
      reached.push((await focused(page)).replace(/\d+ firing$/, ""));
      expect(await isFocusSeen(page), reached.at(-1)).to.equal(true);
    }
    expect(reached).to.deep.equal([
      "Overview",
      "Dashboard",
      "Alarms",
      "Traces",
      "Logs",
      "Functions",
      "Faults",
      "Data",
    ]);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Data", level: 1 }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).to.equal("main");
    await page.goBack();
    await page.getByRole("heading", { name: "Overview", level: 1 }).waitFor();
  });

  it("opens and closes the try-it, and comes back to where it was", async () => {
    const { page, open } = at();
    await open("/");
    const button = page.getByRole("button", { name: "Try GET /data" });
    await button.focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "GET /data" });
    await dialog.waitFor();
    expect(await page.evaluate(() => document.activeElement?.closest("dialog") !== null)).to.equal(true);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    expect(await button.evaluate((element) => element === document.activeElement)).to.equal(true);
  });

  it("chooses the colours, which stay", async () => {
    const { page, open } = at();
    await open("/");
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await background();
    const change = page.getByRole("button", { name: /^Colours:/ });
    await change.press("Enter");
    expect(await background()).to.equal(light);
    await change.press("Enter");
    expect(await background()).not.to.equal(light);
    await page.reload();
    await page.locator("h1").waitFor();
    expect(await background()).not.to.equal(light);
  });
});
