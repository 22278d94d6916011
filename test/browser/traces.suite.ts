import { expect } from "chai";
import { call } from "./api-client.ts";
import { useConsole } from "./console-page.ts";

const PATIENTS = "lambdock-dev-patients";
/** From the answer until its page shows everything. */
const LIMIT_MS = 1_000;
/** A machine that does much else may be late at times. */
const ATTEMPTS = 3;

describe("traces", () => {
  const at = useConsole();

  it("show a request's route, status, calls and log lines within a second of the answer", async () => {
    const { page, cloud, open } = at();
    await open("/");
    const taken: number[] = [];
    while (taken.length < ATTEMPTS && !(Math.min(...taken) < LIMIT_MS)) {
      const { answeredAt, status } = await call(cloud, "GET", `/patients/unknown-${taken.length}`);
      expect(status).to.equal(404);
      await page.getByRole("link", { name: new RegExp(`/patients/unknown-${taken.length} 404`) }).click();
      const logs = page.getByRole("region", { name: "Logs of this request" });
      await Promise.all([
        page.getByRole("heading", { name: `GET /patients/unknown-${taken.length}` }).waitFor(),
        page.getByText("GET /patients/{id}", { exact: true }).first().waitFor(),
        page.getByRole("button", { name: /^DynamoDB GetItem patients-\w+ .* ms$/ }).waitFor(),
        logs.getByText("REPORT RequestId").first().waitFor(),
        logs.getByText("GET /patients/{id} 404").first().waitFor(),
      ]);
      taken.push(performance.now() - answeredAt);
      await page.goBack();
    }
    expect(Math.min(...taken), `took ${taken.map(Math.round)} ms`).to.be.lessThan(LIMIT_MS);
  });

  it("tell a cold start from a warm one, and what a call was about", async () => {
    const { page, cloud, open } = at();
    await call(cloud, "GET", "/patients/facts");
    await open(`/traces?function=${PATIENTS}&route=facts`);
    await page
      .getByRole("link", { name: /^\d\d:/ })
      .first()
      .click();
    await page.getByText("Start", { exact: true }).waitFor();
    const bar = page.getByRole("button", { name: /^DynamoDB GetItem/ });
    await bar.click();
    expect(await bar.getAttribute("aria-expanded")).to.equal("true");
    const facts = page.locator(".waterfall-facts");
    expect(await facts.innerText())
      .to.include("table_name")
      .and.to.include("request_id");
  });

  it("can be filtered, in words and as X-Ray does, and say what is wrong with a filter", async () => {
    const { page, cloud, complaints, open } = at();
    await call(cloud, "GET", "/patients/nobody");
    await call(cloud, "GET", "/data");
    await open("/traces");
    const rows = page.locator("table.traces tbody tr");
    await page.getByLabel("Route, path or status").fill("patients/nobody");
    await page.getByLabel("Outcome").selectOption("error");
    await page.waitForFunction(() => {
      const texts = [...document.querySelectorAll("table.traces tbody tr")].map((row) => row.textContent);
      return texts.length > 0 && texts.every((text) => text?.includes("/patients/nobody"));
    });
    expect(await rows.count()).to.be.greaterThan(0);
    expect(new URL(page.url()).search).to.equal("?route=patients%2Fnobody&outcome=error");
    const map = page.getByRole("img", { name: /Clients calls API Gateway/ });
    expect(await map.getAttribute("aria-label")).to.include("API Gateway calls lambdock-dev-patients");
    complaints.expect(/status 400|status of 400/);
    await page.getByLabel("X-Ray filter expression").fill("edge(");
    await page.getByLabel("X-Ray filter expression").press("Enter");
    await page.getByRole("alert").waitFor();
  });

  it("are found by the request id that the API answered with", async () => {
    const { page, cloud, open } = at();
    const response = await fetch(`${cloud.api}/data`);
    await open(`/traces/${encodeURIComponent(response.headers.get("apigw-requestid") ?? "")}`);
    expect(await page.getByRole("heading", { level: 1 }).innerText()).to.equal("GET /data");
  });
});
