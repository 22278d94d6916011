import { expect } from "chai";
import { sendMixedTraffic } from "../support/mixed-traffic.ts";
import { apiOf } from "../support/shared-cloud.ts";
import { useConsole } from "./console-page.ts";

describe("the overview", () => {
  const at = useConsole();

  const callsOf = async (service: string) => {
    const card = at().page.getByRole("region", { name: `lambdock-dev-${service}`, exact: true });
    return Number(/([\d,]+) calls/.exec(await card.innerText())?.[1]?.replace(",", ""));
  };

  it("counts what a client asked of each service", async () => {
    const { page, cloud, open } = at();
    await sendMixedTraffic(apiOf(cloud));
    await open("/");
    await page.getByRole("heading", { name: "Services" }).waitFor();
    const before = await callsOf("players");
    const sent = await sendMixedTraffic(apiOf(cloud));
    const asked = sent.filter(({ service }) => service === "players").length;
    await page.getByText(`${before + asked} calls`).waitFor();
    expect(await callsOf("players")).to.equal(before + asked);
    for (const title of ["API", "Function URL", "AWS endpoint"])
      expect(await page.locator(".addresses").innerText()).to.include(title);
  });

  it("tries a route, and leads from the answered request to its trace", async () => {
    const { page, open } = at();
    await open("/");
    await page.getByRole("button", { name: "Try POST /message" }).click();
    const dialog = page.getByRole("dialog", { name: "POST /message" });
    const body = dialog.getByLabel("Body");
    expect(await body.inputValue()).to.include('"messageUUID"');
    await dialog.getByRole("button", { name: "Send" }).click();
    const answer = dialog.getByRole("region", { name: "Answer" });
    await answer.getByText("Message processed successfully.").waitFor();
    expect(await answer.innerText()).to.match(/^200 in/);
    await body.fill("{}");
    await dialog.getByRole("button", { name: "Send" }).click();
    await answer.getByText("400", { exact: true }).waitFor();
    await dialog.getByRole("button", { name: "Close" }).click();
    await page
      .getByRole("link", { name: /POST \/message 400/ })
      .first()
      .click();
    await page.getByRole("heading", { name: "POST /message", level: 1 }).waitFor();
    await page.getByRole("heading", { name: "Where the time went" }).waitFor();
  });

  it("names what a person wrote wrong in a request", async () => {
    const { page, open } = at();
    await open("/");
    await page.getByRole("button", { name: "Try POST /players", exact: true }).click();
    await page.getByLabel("Headers").fill("no header at all");
    await page.getByRole("button", { name: "Send" }).click();
    expect(await page.getByRole("alert").innerText()).to.include('"no header at all" is no header');
  });
});
