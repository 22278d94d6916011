import { expect } from "chai";
import type { RequestEvent } from "../../local/events.ts";
import { ofType } from "../../local/program/declared.ts";
import type { LocalCloud } from "../../local/start.ts";
import { useConsole } from "./console-page.ts";

const ALARM = "lambdock-dev-api-client-errors";
const COMPOSITE = "lambdock-dev-api-impact";
const MINUTE = 60_000;
/** Alarms are looked at every ten seconds. */
const EVALUATED_MS = 45_000;

/**
 * Requests of each of the last minutes, as the gateway would have told of them: alarms look back for minutes, which no
 * test can wait for.
 */
function requestsBefore(cloud: LocalCloud, status: number, perMinute: number): void {
  const [api] = ofType(cloud.declared, "aws:apigatewayv2/api:Api");
  const now = Date.now();
  for (const minutes of [0, 1, 2, 3, 4]) {
    for (let number = 0; number < perMinute; number += 1) {
      const event: RequestEvent = {
        type: "request",
        time: now - minutes * MINUTE,
        apiId: String(api?.id),
        stage: "$default",
        requestId: `${status}-${minutes}-${number}`,
        method: "GET",
        path: "/door",
        status,
        latencyMs: 1,
        responseLength: 2,
      };
      cloud.events.publish(event);
    }
  }
}

describe("alarms", () => {
  const at = useConsole();

  it("fire on screen, tell whom they call once, and recover", async function () {
    this.timeout(180_000);
    const { page, cloud, open } = at();
    page.setDefaultTimeout(EVALUATED_MS);
    await open(`/alarms/${ALARM}`);
    await page.getByRole("heading", { name: "Why it is quiet" }).waitFor();
    requestsBefore(cloud, 404, 300);
    await page.getByRole("heading", { name: "Why it fires" }).waitFor();
    await page.getByText(/^[45] of the last 5 periods were above 50; it takes 4\./).waitFor();
    expect(await page.locator(".period-breach").count()).to.be.greaterThan(3);
    expect(await page.getByRole("region", { name: "History" }).innerText()).to.match(
      /from (OK|INSUFFICIENT_DATA) to ALARM/,
    );
    await page
      .getByRole("navigation", { name: "Views" })
      .getByRole("link", { name: "Alarms 2 firing" })
      .click();
    await page.getByText("2 of").waitFor();
    const list = page.getByRole("list", { name: "Alarms" });
    const [first, second, third] = await list.getByRole("listitem").allInnerTexts();
    expect(first)
      .to.match(/^ALARM/)
      .and.to.include(COMPOSITE)
      .and.to.include("calls somebody");
    expect(second)
      .to.match(/^ALARM/)
      .and.to.include(ALARM);
    expect(third).not.to.match(/^ALARM/);
    const inbox = page.getByRole("region", { name: "Notifications" }).getByRole("listitem");
    await inbox.filter({ hasText: `ALARM: "${COMPOSITE}"` }).waitFor();
    expect(await inbox.filter({ hasText: "ALARM: " }).count()).to.equal(1);
    const recoveries = inbox.filter({ hasText: `OK: "${COMPOSITE}"` });
    const before = await recoveries.count();
    requestsBefore(cloud, 200, 900);
    await page.getByText(/^All \d+ are quiet/).waitFor();
    await recoveries.nth(before).waitFor();
    expect(await recoveries.count()).to.equal(before + 1);
    await list.getByRole("link", { name: ALARM }).click();
    await page.getByText("from ALARM to OK").waitFor();
    await page.getByRole("heading", { name: "Why it is quiet" }).waitFor();
  });

  it("can be found by name", async () => {
    const { page, open } = at();
    await open("/alarms");
    const list = page.getByRole("list", { name: "Alarms" });
    const all = await list.getByRole("listitem").count();
    await page.getByLabel("Name or description").fill("messages-err");
    expect(await list.getByRole("listitem").count())
      .to.equal(1)
      .and.to.be.lessThan(all);
    await page.getByLabel("State").selectOption("ALARM");
    await page.getByText("No alarm matches.").waitFor();
  });
});
