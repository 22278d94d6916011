import { join } from "node:path";
import { expect } from "chai";
import { useCloud } from "../support/shared-cloud.ts";
import { call } from "./api-client.ts";
import { useConsole } from "./console-page.ts";

const PLAYERS = "lambdock-dev-players";

describe("functions", () => {
  const at = useConsole();

  it("show what runs of each, how it starts and what it needs", async () => {
    const { page, cloud, open } = at();
    await call(cloud, "GET", "/players/none");
    await open("/functions");
    const row = page.getByRole("row", { name: /players/ });
    expect(await row.innerText()).to.match(/\d+ of 512 MB/);
    expect(await page.locator("tbody tr").count()).to.equal(7);
    await row.getByRole("link").click();
    await page.getByRole("heading", { name: PLAYERS, level: 1 }).waitFor();
  });

  it("tell used permissions from unused ones, with the statement that would do", async () => {
    const { page, cloud, open } = at();
    // Well formed, so that it is looked up.
    await call(cloud, "GET", "/players/plr_0123456789abcdef");
    await open(`/functions/${PLAYERS}`);
    const permissions = page.getByRole("region", { name: "Permissions" });
    await permissions
      .getByText(/^used$/)
      .first()
      .waitFor();
    const granted = await permissions.getByRole("listitem").allInnerTexts();
    expect(granted.some((text) => /^used\s+dynamodb:GetItem/.test(text))).to.equal(true);
    await permissions.getByText("Without what was not used").first().click();
    expect(await permissions.locator("pre:visible").first().innerText()).to.include("dynamodb:GetItem");
    expect(await page.getByRole("region", { name: "Instances" }).innerText()).to.include("running");
    expect(await page.getByRole("region", { name: "Environment" }).innerText()).to.include("TABLE_NAME");
  });

  it("are invoked with an event that is kept for the next time", async () => {
    const { page, open } = at();
    await open(`/functions/${PLAYERS}`);
    const form = page.getByRole("region", { name: "Invoke" });
    await form.getByLabel("Event").selectOption("GET /players");
    page.once("dialog", (dialog) => dialog.accept("every player"));
    await form.getByRole("button", { name: "Keep event" }).click();
    await form.getByRole("option", { name: "★ every player" }).waitFor({ state: "attached" });
    await form.getByRole("button", { name: "Invoke", exact: true }).click();
    await form.getByText('"statusCode": 200').waitFor();
    await form.getByText("Log", { exact: true }).click();
    await form.getByText("REPORT RequestId").waitFor();
  });
});

describe("a function's secrets", () => {
  const plain = useCloud({ program: join(import.meta.dirname, "../programs/plain") });
  const at = useConsole({}, plain);

  it("never reach the page", async () => {
    const { page, cloud, open } = at();
    const [name = ""] = cloud.functions.map((fn) => fn.name);
    const answers: Promise<string>[] = [];
    page.on("response", (response) => {
      if (response.url().includes("/api/functions")) answers.push(response.text());
    });
    await open(`/functions/${name}`);
    const environment = page.getByRole("region", { name: "Environment" });
    expect(await environment.innerText())
      .to.include("GREETER_PASSWORD")
      .and.to.include("hidden");
    const secret = "open sesame";
    expect(await page.content()).not.to.include(secret);
    expect((await Promise.all(answers)).join()).not.to.include(secret);
  });
});
