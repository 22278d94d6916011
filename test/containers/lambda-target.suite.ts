import { expect } from "chai";
import { type Container, KILLED_AFTER_MS } from "./container.ts";
import { invoke, LAMBDA_USER, startLambda } from "./lambda-container.ts";
import { DIRECT_ANSWERS, DIRECT_INVOCATION, eventOf, probesOf, titleOf } from "./probes.ts";
import { FUNCTIONS } from "./workbench.ts";

for (const name of FUNCTIONS) {
  describe(`the lambda image of ${name}, in the runtime interface emulator`, () => {
    let container: Container;
    before(async () => {
      container = await startLambda(name);
    });
    after(() => container?.[Symbol.asyncDispose]());

    for (const probe of probesOf(name)) {
      it(titleOf(probe), async () => {
        const answer = await invoke(container, eventOf(probe));
        expect(answer, JSON.stringify(answer)).to.include({ statusCode: probe.status });
        expect(JSON.parse(answer.body ?? "")).to.deep.include(probe.has);
      });
    }

    it("answers a direct invocation that has only a body, in its own words", async () => {
      const answer = await invoke(container, DIRECT_INVOCATION);
      const expected = DIRECT_ANSWERS[name] ?? { status: 404, has: {} };
      expect(answer, JSON.stringify(answer)).to.include({ statusCode: expected.status });
      expect(JSON.parse(answer.body ?? "")).to.deep.include(expected.has);
    });

    it("ends at SIGTERM, while it is idle", async () => {
      await using ending = await startLambda(name);
      await invoke(ending, {});
      expect((await ending.terminate()).milliseconds).to.be.below(KILLED_AFTER_MS);
    });

    it("finds V8's compile cache, and says so", async () => {
      await invoke(container, {});
      expect(await container.log()).to.include('"compile_cache":"hit"');
    });
  });
}

describe("the compile cache of a lambda image", () => {
  const name = FUNCTIONS.includes("messages") ? "messages" : (FUNCTIONS[0] ?? "");

  it("is what Node compiles the handler from", async () => {
    await using container = await startLambda(name, { environment: { NODE_DEBUG_NATIVE: "COMPILE_CACHE" } });
    await invoke(container, {});
    expect(await container.log()).to.include("code cache for CommonJS /var/task/handler.js was accepted");
  });

  it("is missed by another user, who is served all the same, and the log says so", async () => {
    await using container = await startLambda(name, { user: "12345:12345" });
    const answer = await invoke(container, {});
    expect(answer).to.not.have.property("errorType");
    expect(await container.log()).to.include('"compile_cache":"miss"');
  });

  it("was written by the user that Lambda runs functions as", async () => {
    await using container = await startLambda(name);
    const folder = await container.execute(
      "/var/lang/bin/node",
      "--print",
      'require("node:fs").readdirSync("/var/task/.compile-cache").join()',
    );
    expect(folder).to.match(new RegExp(`^v24\\..*-${LAMBDA_USER.split(":")[0]}$`));
  });
});
