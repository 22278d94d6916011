import { expect } from "chai";
import { call } from "./api-client.ts";
import { useConsole } from "./console-page.ts";

describe("logs", () => {
  const at = useConsole();
  const lines = () =>
    at()
      .page.getByRole("list", { name: /^Log lines/ })
      .getByRole("listitem");

  it("are filtered by function, level and a text with spaces, and the filter stays in the address", async () => {
    const { page, cloud, open } = at();
    await call(cloud, "GET", "/patients/1");
    await call(cloud, "GET", "/data");
    await open("/logs");
    await page.getByLabel("Function").selectOption("lambdock-dev-patients");
    await page.getByLabel("Level").selectOption("INFO,WARN,ERROR");
    await page.getByLabel("Text").pressSequentially("patients/{id} 200");
    await page.waitForFunction(() => {
      const texts = [...document.querySelectorAll(".log-row")].map((row) => row.textContent ?? "");
      return texts.length > 0 && texts.every((text) => text.includes("patients/{id} 200"));
    });
    expect(await lines().first().innerText()).to.include("lambdock-dev-patients");
    const address = page.url();
    await page.reload();
    await page.getByText("GET /patients/{id} 200").first().waitFor();
    expect(page.url()).to.equal(address);
    expect(await page.getByLabel("Text").inputValue()).to.equal("patients/{id} 200");
  });

  it("follow what is written, until paused", async () => {
    const { page, cloud, open } = at();
    const streams = page.waitForResponse(/logs\/stream/);
    await open("/logs?text=player_id&level=INFO%2CWARN%2CERROR");
    await streams;
    await call(cloud, "GET", "/players/tail-1");
    await page.getByText("GET /players/{player_id} 404").first().waitFor();
    const before = await lines().count();
    await call(cloud, "GET", "/players/tail-2");
    await lines().nth(before).waitFor();
    await page.getByRole("button", { name: "Pause" }).click();
    const paused = await lines().count();
    await call(cloud, "GET", "/players/tail-3");
    expect(await lines().count()).to.equal(paused);
    await page.getByRole("button", { name: "Go live" }).click();
    await lines().nth(paused).waitFor();
  });

  it("open to their fields, and lead to the request's trace", async () => {
    const { page, cloud, open } = at();
    await call(cloud, "POST", "/message", {});
    await open("/logs?function=lambdock-dev-messages&level=INFO%2CWARN%2CERROR");
    await page.getByText("POST /message 400").first().click();
    const detail = page.locator(".log-detail:visible");
    expect(await detail.innerText())
      .to.include("status")
      .and.to.include("cold_start");
    await detail.getByRole("link").click();
    await page.getByRole("heading", { name: "POST /message", level: 1 }).waitFor();
  });

  it("show markup as the text that it is", async () => {
    const { page, cloud, open } = at();
    const text = `<img src=x onerror="document.title='run'">`;
    cloud.events.publish({
      type: "log",
      time: Date.now(),
      logGroup: "/aws/lambda/lambdock-dev-data",
      logStream: "s",
      message: text,
      functionName: "lambdock-dev-data",
    });
    await open(`/logs?function=lambdock-dev-data&text=onerror`);
    await page.getByText(text).first().waitFor();
    expect(await page.title()).not.to.equal("run");
  });
});
