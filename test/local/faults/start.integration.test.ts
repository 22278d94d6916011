import { expect } from "chai";
import { LocalError } from "../../../local/emulator.ts";
import { banner } from "../../../local/terminal/banner.ts";
import { apiOf, startForTest, useCloud } from "../../support/shared-cloud.ts";
import { until } from "../../support/until.ts";

const program = "test/programs/shop";

describe("npm start with a fault", () => {
  const cloud = useCloud({
    program,
    faults: ['"GET /orders/{id}":error', "ANY /files/{path+}:status=429"],
    sampleTraces: true,
  });

  it("says so, and that it samples traces", () => {
    expect(cloud().faults).to.deep.equal(["GET /orders/{id}:error", "ANY /files/{path+}:status=429"]);
    const text = banner(cloud());
    expect(text).to.include(
      "  FAULT GET /orders/{id}:error is on.\n  FAULT ANY /files/{path+}:status=429 is on.\n",
    );
    expect(text).to.match(
      / {2}Traces +as AWS samples +the first request of each second and 5 % of the others\n/,
    );
  });

  it("fails what it names", async () => {
    expect((await fetch(`${apiOf(cloud())}/orders/1`)).status).to.equal(500);
    expect((await fetch(`${apiOf(cloud())}/files/a`)).status).to.equal(429);
  });

  it("traces a few of many requests", async () => {
    const sampled: boolean[] = [];
    const end = cloud().events.subscribe("invocation", ({ traceId }) =>
      sampled.push(traceId.endsWith("Sampled=1")),
    );
    // The first of this second may have been another test's; then it is the first of the next.
    await until("one that is traced, and one that is not", async () => {
      await fetch(`${apiOf(cloud())}/orders/1`);
      return sampled.includes(true) && sampled.includes(false);
    });
    end();
  });

  for (const [fault, message] of [
    [
      "nobody:error",
      /^The fault 'nobody:error' names nothing that there is: the program declares functions \(\w+/,
    ],
    ["nobody:explode", /^The fault 'nobody:explode' has no kind that is known/],
  ] as const) {
    it(`does not start with ${fault}`, async () => {
      const failure = await startForTest({ program, faults: [fault] }).catch((error: unknown) => error);
      expect(failure).to.be.instanceOf(LocalError).with.property("message").that.matches(message);
    });
  }
});
