import { expect } from "chai";
import * as v from "valibot";
import { serviceNames } from "../../tasks/services.ts";
import type { PlannedCheck } from "../../tasks/verification/check.ts";
import { checksOf } from "../../tasks/verification/checks.ts";
import { runChecks } from "../../tasks/verification/run-checks.ts";
import { missingTrace } from "../../tasks/verification/traces.ts";
import { apiOf, useCloud } from "../support/shared-cloud.ts";

async function problemsOf(url: string, checks: readonly PlannedCheck[]): Promise<string[]> {
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
      expect(await problemsOf(apiOf(cloud()), (await checksOf(service)).api)).to.deep.equal([]);
    });
  }

  it("finds the Function URL of data as it should be, and a trace of its function", async () => {
    const since = new Date();
    const [[name = "", url = ""] = []] = Object.entries(cloud().functionUrls);
    expect(await problemsOf(url, (await checksOf("data")).functionUrl)).to.deep.equal([]);
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    const { awsEndpoint: endpoint, region } = cloud();
    expect(await missingTrace(name, since, { region, endpoint, credentials })).to.equal(undefined);
  });

  it("says what was wanted and what came", async () => {
    const ask = { method: "GET", path: "/healthz", statuses: [200] } as const;
    const [problem] = await problemsOf(apiOf(cloud()), [{ ...ask, answer: { status: "ill" } }]);
    expect(problem).to.equal('GET /healthz 200: wanted 200 with {"status":"ill"}; got 200 {"status":"ok"}');
  });

  it("says what of an answer is not as the contract promises", async () => {
    const responses = { 200: v.object({ status: v.literal("ill") }) };
    const [problem] = await problemsOf(apiOf(cloud()), [
      { method: "GET", path: "/healthz", statuses: [200], responses },
    ]);
    expect(problem).to.include("GET /healthz 200: not as the contract promises, at status:");
  });

  it("says why nothing answers", async () => {
    const [problem] = await problemsOf("http://127.0.0.1:1", [{ method: "GET", path: "/", statuses: [200] }]);
    expect(problem).to.match(/^GET \/ 200: no answer: .+/);
  });
});
