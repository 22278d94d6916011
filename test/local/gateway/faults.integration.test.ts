import { expect } from "chai";
import { NO_FAULT, type RequestFault } from "../../../local/faults/faults.ts";
import { GatewayHarness } from "./harness.ts";
import * as declare from "./programs.ts";

describe("HttpGateway, a route with a fault", () => {
  const faultOf = new Map<string, RequestFault>();
  const waits: number[] = [];
  let local: GatewayHarness;

  before(async () => {
    const faults = {
      ofInvocation: () => NO_FAULT,
      ofRequest: (routeKey: string) => faultOf.get(routeKey) ?? NO_FAULT,
      ofCall: () => NO_FAULT,
      wait: async (milliseconds: number) => void waits.push(milliseconds),
    };
    local = new GatewayHarness({ faults });
    await local.gateway.apply(
      declare.program(...declare.simpleApi("shop", ["GET /items/{id}", "ANY /items/{id}", "GET /well"])),
    );
  });

  afterEach(() => {
    faultOf.clear();
    local.invocations.length = 0;
  });

  after(() => local.gateway.stop());

  for (const [status, message] of [
    [429, "Too Many Requests"],
    [500, "Internal Server Error"],
    [503, "Service Unavailable"],
  ] as const) {
    it(`answers ${status} by itself and calls nothing`, async () => {
      faultOf.set("GET /items/{id}", { latencyMs: 0, status });
      const response = await local.fetch("/items/7");
      expect(response.status).to.equal(status);
      expect(await response.json()).to.deep.equal({ message });
      expect(local.invocations).to.deep.equal([]);
      expect(local.lastRequest).to.include({ status, routeKey: "GET /items/{id}", error: message });
      expect(local.lastRequest).not.to.have.property("integrationLatencyMs");
      expect((await local.fetch("/well")).status).to.equal(200);
      expect((await local.fetch("/items/7", { method: "PUT" })).status).to.equal(200);
    });
  }

  it("answers later, and calls the function then", async () => {
    faultOf.set("GET /well", { latencyMs: 3_000 });
    local.invoke = async (invocation) => {
      expect(waits).to.deep.equal([3_000]);
      return { requestId: "r", executedVersion: "1", payload: invocation.payload, logTail: "" };
    };
    await local.fetch("/well");
    expect(local.invocations).to.have.length(1);
  });

  it("names the route to Lambda, whose faults may be about it", async () => {
    await local.fetch("/items/7", { method: "PUT" });
    expect(local.invocations[0]?.caller).to.include({ routeKey: "ANY /items/{id}" });
  });
});
