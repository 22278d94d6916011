import { expect } from "chai";
import type { Locator } from "playwright-core";
import { sendMixedTraffic } from "../support/mixed-traffic.ts";
import { apiOf } from "../support/shared-cloud.ts";
import { until } from "../support/until.ts";
import { useConsole } from "./console-page.ts";

describe("the dashboard", () => {
  const at = useConsole();
  const widget = (name: string) => at().page.getByRole("article", { name, exact: true }).first();

  /** The values of a widget's only series, the newest first, as its table tells them. */
  async function valuesOf(chart: Locator): Promise<number[]> {
    const toggle = chart.getByRole("button", { name: /^Values of/ });
    if ((await toggle.getAttribute("aria-pressed")) === "false") await toggle.click();
    const cells = await chart.locator("tbody td").allInnerTexts();
    return cells.map((text) => Number(text.replace(",", "")));
  }

  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

  it("draws every declared widget, none of them unsupported", async () => {
    const { page, cloud, open } = at();
    await sendMixedTraffic(apiOf(cloud));
    await open("/dashboard");
    await widget("Requests a minute").waitFor();
    const declared = Number(await page.locator(".widget").count());
    expect(declared).to.be.greaterThan(50);
    expect(await page.locator(".unsupported").count()).to.equal(0);
    expect(await page.locator(".chart-canvas canvas").count()).to.be.greaterThan(30);
    for (const heading of ["API", "Business", "players", "messages"])
      expect(
        await page.getByRole("heading", { name: heading, exact: true, level: 2 }).count(),
        heading,
      ).to.equal(1);
  });

  it("draws the number of requests that a client made, in lines, numbers and tables alike", async () => {
    const { page, cloud, open } = at();
    await open("/dashboard");
    const chart = widget("Requests a minute");
    await chart.waitFor();
    const before = sum(await valuesOf(chart));
    const sent = await sendMixedTraffic(apiOf(cloud));
    await until("the table has them", async () => sum(await valuesOf(chart)) === before + sent.length);
    const newest = await chart.locator("tbody td").first().innerText();
    const number = widget("Requests").locator("dd").first();
    expect(Number((await number.innerText()).replace(",", ""))).to.equal(before + sent.length);
    await chart.getByRole("button", { name: /^Values of/ }).click();
    const drawing = chart.getByRole("img");
    expect(await drawing.getAttribute("aria-label")).to.equal(
      `Chart Requests a minute, latest values: requests ${newest}`,
    );
    expect(await chart.locator(".legend strong").first().innerText()).to.equal(newest);
    expect(await paintedPixels(drawing)).to.be.greaterThan(0);
    await page.getByRole("button", { name: "Pause" }).click();
  });

  it("says the value under the pointer", async () => {
    const { page, cloud, open } = at();
    await sendMixedTraffic(apiOf(cloud));
    await open("/dashboard");
    await page.getByRole("button", { name: "Pause" }).click();
    const chart = widget("Requests a minute");
    const values = (await valuesOf(chart)).map(String);
    await chart.getByRole("button", { name: /^Values of/ }).click();
    await chart.scrollIntoViewIfNeeded();
    const box = await chart.locator(".u-over").boundingBox();
    if (!box) throw new Error("The chart is not drawn.");
    const seen = new Set<string>();
    for (let x = 2; x < box.width; x += 2) {
      await page.mouse.move(box.x + x, box.y + box.height / 2);
      seen.add((await chart.locator(".legend strong").first().innerText()).replace(",", ""));
    }
    expect([...seen].filter((text) => text !== "–").sort()).to.deep.equal([...new Set(values)].sort());
  });

  it("shows another time range, and keeps it until another is chosen", async () => {
    const { page, open } = at();
    await open("/dashboard");
    const hour = page.getByRole("button", { name: "1 h", exact: true });
    const answered = page.waitForResponse(/minutes=60/);
    await hour.click();
    await answered;
    expect(await hour.getAttribute("aria-pressed")).to.equal("true");
    await widget("Requests a minute").waitFor();
  });

  it("leads from an alarm's state to the alarm", async () => {
    const { page, open } = at();
    await open("/dashboard");
    await widget("Alarms that call somebody").getByRole("link").first().click();
    await page.getByRole("region", { name: "Why" }).waitFor();
  });
});

/** Pixels of the chart in the colour of its first line. */
function paintedPixels(drawing: Locator): Promise<number> {
  return drawing.locator("canvas").evaluate((canvas: HTMLCanvasElement) => {
    const swatch = canvas.closest(".chart")?.querySelector(".swatch");
    const wanted = /(\d+), (\d+), (\d+)/.exec(getComputedStyle(swatch as Element).backgroundColor)?.slice(1);
    const { data } = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
    let count = 0;
    for (let at = 0; at < data.length; at += 4)
      if ([0, 1, 2].every((channel) => data[at + channel] === Number(wanted?.[channel]))) count += 1;
    return count;
  });
}
