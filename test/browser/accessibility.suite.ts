import axe from "axe-core";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { sendMixedTraffic } from "../support/mixed-traffic.ts";
import { apiOf, useCloud } from "../support/shared-cloud.ts";
import { PHONE, useConsole } from "./console-page.ts";
import { VIEW_NAMES, viewPath } from "./every-view.ts";

describe("every view", () => {
  const cloud = useCloud();
  const at = useConsole({ colorScheme: "light" }, cloud);
  before(() => sendMixedTraffic(apiOf(cloud())));

  for (const name of VIEW_NAMES) {
    it(`${name} is accessible in light and dark, wide and narrow, and fits a phone`, async () => {
      const { page, open } = at();
      await open(await viewPath(cloud(), name));
      expect(await violations(page), "light").to.deep.equal([]);
      await page.emulateMedia({ colorScheme: "dark" });
      expect(await violations(page, ["color-contrast"]), "dark").to.deep.equal([]);
      await page.setViewportSize(PHONE);
      expect(await violations(page, ["scrollable-region-focusable", "target-size"]), "phone").to.deep.equal(
        [],
      );
      const overflow = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
      expect(await page.evaluate(overflow)).to.equal(0);
    });
  }
});

/** What axe finds wrong, with where. @param rules all that it has, unless some are named: what the rest sees is the same */
async function violations(page: Page, rules?: readonly string[]): Promise<string[]> {
  // Evaluated by the debugger: the page's own policy lets no script in.
  await page.evaluate(axe.source);
  const runOnly = rules && { type: "rule", values: rules };
  const options = { resultTypes: ["violations"], preload: false, ...(runOnly && { runOnly }) };
  const found = (await page.evaluate(`axe.run(${JSON.stringify(options)})`)) as axe.AxeResults;
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`),
  );
}
