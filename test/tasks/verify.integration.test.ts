import { expect } from "chai";
import { serviceNames } from "../../tasks/services.ts";
import type { Check } from "../../tasks/verification/check.ts";
import { CHECKS, FUNCTION_URL_CHECKS } from "../../tasks/verification/checks.ts";
import { runChecks } from "../../tasks/verification/run-checks.ts";
import { missingTrace } from "../../tasks/verification/traces.ts";
import { apiOf, useCloud } from "../support/shared-cloud.ts";

async function problemsOf(url: string, checks: readonly Check[]): Promise<string[]> {
  const problems: string[] = [];
  for await (const { name, problem } of runChecks(url, checks)) {
    if (problem !== undefined) problems.push(`${name}: ${problem}`);
  }
  return problems;
}

describe("verify", function () {
  this.timeout(60_000);
  const cloud = useCloud();

  for (const service of serviceNames()) {
    it(`finds every endpoint of ${service} as it should be`, async () => {
      expect(await problemsOf(apiOf(cloud()), CHECKS[service] ?? [])).to.deep.equal([]);
    });
  }

  it("finds the Function URL of data as it should be, and a trace of its function", async () => {
    const since = new Date();
    const [[name = "", url = ""] = []] = Object.entries(cloud().functionUrls);
    expect(await problemsOf(url, FUNCTION_URL_CHECKS)).to.deep.equal([]);
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    const { awsEndpoint: endpoint, region } = cloud();
    expect(await missingTrace(name, since, { region, endpoint, credentials })).to.equal(undefined);
  });

  it("says what was wanted and what came", async () => {
    const wrong: Check = { method: "GET", path: "/healthz", status: 200, answer: { status: "ill" } };
    const [problem] = await problemsOf(apiOf(cloud()), [wrong]);
    expect(problem).to.equal('GET /healthz 200: wanted 200 with {"status":"ill"}; got 200 {"status":"ok"}');
  });

  it("says why nothing answers", async () => {
    const [problem] = await problemsOf("http://127.0.0.1:1", [{ method: "GET", path: "/", status: 200 }]);
    expect(problem).to.match(/^GET \/ 200: no answer: .+/);
  });
});
