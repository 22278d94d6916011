import { expect } from "chai";
import { LocalLambda } from "./local-lambda.ts";

describe("a handler", () => {
  let lambda: LocalLambda;

  afterEach(() => lambda.stop());

  const modules: [string, unknown, unknown][] = [
    ["module.handler", { name: "ES module" }, "hello ES module"],
    ["awaits.handler", {}, "hello after an await"],
    ["scenario.nested.handler", {}, "nested"],
  ];
  for (const [handler, event, answer] of modules) {
    it(`is found as ${handler}`, async () => {
      lambda = await new LocalLambda().declare({ handler });
      expect(await lambda.answer(event)).to.equal(answer);
    });
  }

  describe("with a callback, on a runtime before Node.js 24", () => {
    beforeEach(async () => {
      lambda = await new LocalLambda().declare({ handler: "callback.handler", runtime: "nodejs22.x" });
    });

    it("answers when the event loop is empty", async () => {
      const { payload, requestId } = await lambda.invoke({ answer: 1, wait: true, timer: 20 });
      expect(payload.toString()).to.equal('{"answer":1}');
      expect(lambda.lines(requestId).some((line) => line.includes("the timer has fired"))).to.equal(true);
    });

    it("answers at once when it says so", async () => {
      expect(await lambda.answer({ answer: 2, wait: false, timer: 60_000 })).to.deep.equal({ answer: 2 });
    });

    it("fails by its first argument", async () => {
      const { functionError, payload } = await lambda.invoke({ fail: true, wait: false });
      expect(functionError).to.equal("Unhandled");
      expect(JSON.parse(payload.toString())).to.include({
        errorType: "RangeError",
        errorMessage: "by callback",
      });
    });

    it("answers null when it is never called", async () => {
      expect(await lambda.answer({ neverCalled: true })).to.equal(null);
      expect(await lambda.answer({ answer: 3, wait: true })).to.deep.equal({ answer: 3 });
    });
  });
});
