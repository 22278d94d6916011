import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { LocalError } from "../../../local/emulator.ts";
import { alive, until } from "../process/alive.ts";
import { LocalLambda } from "./local-lambda.ts";

interface Failure {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: string[];
}

describe("a failing function", () => {
  let lambda: LocalLambda;

  async function failure(event: unknown): Promise<Failure & { requestId: string }> {
    const { functionError, payload, requestId } = await lambda.invoke(event);
    expect(functionError).to.equal("Unhandled");
    return { ...(JSON.parse(payload.toString()) as Failure), requestId };
  }

  /** Runs a handler that works, to see that the function has recovered. */
  async function works(): Promise<void> {
    expect(await lambda.answer({ do: "echo", after: "the failure" })).to.include({ after: "the failure" });
  }

  describe("while it runs", () => {
    before(async () => {
      lambda = await new LocalLambda().declare({ timeout: 60 });
    });

    after(() => lambda.stop());

    it("tells what its handler has thrown, and goes on in the same process", async () => {
      const { pid } = await lambda.answer<{ pid: number }>({ do: "facts" });
      const { errorType, errorMessage, trace, requestId } = await failure({ do: "throw" });
      expect({ errorType, errorMessage }).to.deep.equal({
        errorType: "TypeError",
        errorMessage: "a broken handler",
      });
      expect(trace?.[0]).to.equal("TypeError: a broken handler");
      expect(trace?.[1]).to.include("scenario.cjs");
      expect(lambda.lines(requestId)[1]).to.match(
        /^\S+Z\t[0-9a-f-]{36}\tERROR\tInvoke Error \t\{"errorType":"TypeError","errorMessage":"a broken handler",/,
      );
      expect((await lambda.answer<{ pid: number }>({ do: "facts" })).pid).to.equal(pid);
      expect(lambda.seen("invocation").find((one) => one.requestId === requestId)).to.include({
        outcome: "error",
        errorType: "TypeError",
      });
    });

    it("tells of a thrown value that is no error, and of an answer that is no JSON", async () => {
      expect(await failure({ do: "throwText" })).to.include({
        errorType: "string",
        errorMessage: "no error object",
      });
      expect(await failure({ do: "cycle" })).to.include({
        errorType: "Runtime.JSONStringifyError",
        errorMessage: "Unable to stringify response body",
      });
    });

    const crashes: [string, object, string][] = [
      ["exits with a status", { do: "exit", code: 3 }, "Runtime exited with error: exit status 3"],
      ["exits without one", { do: "exit", code: 0 }, "Runtime exited without providing a reason"],
      ["is killed", { do: "signal", signal: "SIGKILL" }, "Runtime exited with error: signal: killed"],
      ["never settles", { do: "never" }, "Runtime exited without providing a reason"],
      [
        "leaves a rejection unhandled",
        { do: "unhandledRejection" },
        "Runtime exited with error: exit status 1",
      ],
      [
        "throws outside of its promise",
        { do: "uncaughtException" },
        "Runtime exited with error: exit status 1",
      ],
    ];
    for (const [what, event, reason] of crashes) {
      it(`that ${what} is a Runtime.ExitError for that caller alone`, async () => {
        const { errorType, errorMessage, requestId } = await failure(event);
        expect({ errorType, errorMessage }).to.deep.equal({
          errorType: "Runtime.ExitError",
          errorMessage: `RequestId: ${requestId} Error: ${reason}`,
        });
        expect(lambda.lines(requestId)).to.include(`${errorMessage}\nRuntime.ExitError`);
        expect(lambda.lines(requestId).at(-1)).to.match(/\tStatus: error\tError Type: Runtime.ExitError\t$/);
        await works();
      });
    }

    it("prints Node's own words about an error that nobody has caught", async () => {
      const { requestId } = await failure({ do: "unhandledRejection" });
      expect(lambda.lines(requestId).join("\n")).to.include("Error: nobody waits for this");
    });

    it("that blocks is killed when its time is over", async () => {
      await lambda.declare({ timeout: 1 });
      await works();
      const { errorType, errorMessage, requestId } = await failure({ do: "block" });
      expect({ errorType, errorMessage }).to.deep.equal({
        errorType: "Sandbox.Timedout",
        errorMessage: `RequestId: ${requestId} Error: Task timed out after 1.00 seconds`,
      });
      const lines = lambda.lines(requestId);
      expect(lines.at(-3)).to.match(/^\S+Z [0-9a-f-]{36} Task timed out after 1\.00 seconds$/);
      expect(lines.at(-1)).to.match(
        /\tDuration: 1000\.00 ms\tBilled Duration: 1000 ms\t.*\tStatus: timeout\t$/,
      );
      const ended = lambda.seen("process").filter(({ reason }) => reason === "timeout");
      expect(ended).to.have.length(1);
      await lambda.declare({ timeout: 60 });
      await works();
    });

    it("that answers too much says how much, and goes on", async () => {
      const { pid } = await lambda.answer<{ pid: number }>({ do: "facts" });
      expect(await failure({ do: "large", bytes: 7 * 1024 * 1024 })).to.include({
        errorType: "Function.ResponseSizeTooLarge",
        errorMessage:
          "Response payload size (7340034 bytes) exceeded maximum allowed payload size (6291556 bytes).",
      });
      expect((await lambda.answer<{ pid: number }>({ do: "facts" })).pid).to.equal(pid);
    });

    it("takes the processes that it has started with it", async () => {
      const { child } = await lambda.answer<{ child: number }>({ do: "leaveChild" });
      expect(alive(child)).to.equal(true);
      await failure({ do: "exit", code: 1 });
      await until(() => !alive(child));
    });
  });

  describe("at its initialisation", () => {
    let directory: string;

    beforeEach(() => {
      directory = mkdtempSync(join(tmpdir(), "lambda-init-"));
    });

    afterEach(async () => {
      await lambda.stop();
      rmSync(directory, { recursive: true });
    });

    const cases: [string, string, string, string | RegExp][] = [
      [
        "broken-require.handler",
        "",
        "Runtime.ImportModuleError",
        /^Error: Cannot find module 'a-package-that-nobody-has'\nRequire stack:\n- .*broken-require\.cjs/,
      ],
      ["nowhere.handler", "", "Runtime.ImportModuleError", /^Error: Cannot find module 'nowhere'/],
      ["scenario.nothing", "", "Runtime.HandlerNotFound", "scenario.nothing is undefined or not exported"],
      ["scenario.notAFunction", "", "Runtime.HandlerNotFound", "scenario.notAFunction is not a function"],
      [
        "../scenario.handler",
        "",
        "Runtime.MalformedHandlerName",
        /^'\.\.\/scenario\.handler' is not a valid handler name/,
      ],
      ["handler", "", "Runtime.MalformedHandlerName", "Bad handler"],
      ["broken-init.handler", "", "RangeError", "the configuration is missing"],
      [
        "callback.handler",
        "",
        "Runtime.CallbackHandlerDeprecated",
        /removed support for callback-based function handlers starting with Node\.js 24/,
      ],
      ["syntax.handler", "exports.handler = async () => {", "Runtime.UserCodeSyntaxError", /^SyntaxError: /],
    ];
    for (const [handler, code, errorType, errorMessage] of cases) {
      it(`of ${handler} answers ${errorType}`, async () => {
        writeFileSync(join(directory, "syntax.js"), code);
        const folder = code === "" ? `${import.meta.dirname}/fixtures/code` : directory;
        lambda = await new LocalLambda({ locateCode: () => ({ directory: folder }) }).declare({ handler });
        const answer = await failure({});
        expect(answer.errorType).to.equal(errorType);
        if (typeof errorMessage === "string") expect(answer.errorMessage).to.equal(errorMessage);
        else expect(answer.errorMessage).to.match(errorMessage);
      });
    }

    it("runs its initialisation again within the invocation, and says so in the log", async () => {
      lambda = await new LocalLambda().declare({ handler: "broken-init.handler" });
      const { requestId } = await failure({});
      const lines = lambda.lines();
      expect(lines.filter((line) => line.endsWith("\tINFO\tinitialising"))).to.have.length(2);
      const reports = lines.filter((line) => line.startsWith("INIT_REPORT"));
      expect(reports[0]).to.match(
        /^INIT_REPORT Init Duration: \d+\.\d\d ms\tPhase: init\tStatus: error\tError Type: RangeError$/,
      );
      expect(reports[1]).to.match(/\tPhase: invoke\tStatus: error\tError Type: RangeError$/);
      expect(lambda.lines(requestId).at(-1)).not.to.include("Init Duration");
      const ended = lambda.seen("process").flatMap(({ reason }) => reason ?? []);
      expect(ended).to.deep.equal(["init", "init"]);
    });

    it("that exits is a Runtime.ExitError", async () => {
      lambda = await new LocalLambda().declare({ handler: "exits-at-init.handler" });
      const { errorType, errorMessage, requestId } = await failure({});
      expect({ errorType, errorMessage }).to.deep.equal({
        errorType: "Runtime.ExitError",
        errorMessage: `RequestId: ${requestId} Error: Runtime exited with error: exit status 7`,
      });
    });

    it("that takes too long is killed, and run again under the function's own timeout", async () => {
      const file = join(directory, "fast");
      const environment = { variables: { FAST_WHEN: file } };
      lambda = await new LocalLambda({ initLimitMs: 300 }).declare({
        handler: "slow-init.handler",
        timeout: 20,
        environment,
      });
      lambda.events.subscribe("log", ({ message }) => {
        if (message.startsWith("INIT_REPORT")) writeFileSync(file, "");
      });
      const { payload, requestId } = await lambda.invoke({});
      expect(payload.toString()).to.equal('"initialised"');
      expect(lambda.lines().find((line) => line.startsWith("INIT_REPORT"))).to.match(
        /\tPhase: init\tStatus: timeout$/,
      );
      expect(lambda.lines(requestId).at(-1)).not.to.include("Init Duration");
    });

    it("that takes too long even then ends with the function's timeout", async () => {
      const environment = { variables: { FAST_WHEN: join(directory, "never") } };
      lambda = await new LocalLambda({ initLimitMs: 100 }).declare({
        handler: "slow-init.handler",
        timeout: 1,
        environment,
      });
      expect((await failure({})).errorType).to.equal("Sandbox.Timedout");
      expect(lambda.pids()).to.deep.equal([]);
    });

    it("without a code folder says which one is missing", async () => {
      const missing = join(directory, "missing");
      lambda = await new LocalLambda({
        locateCode: () => ({ directory: missing, handler: "a.b" }),
      }).declare();
      const error = await lambda.invoke({}).catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(LocalError);
      expect(error).to.have.property(
        "message",
        `Function "fn" can't start: its code folder ${missing} does not exist. Build it, or mend context.location of its image.`,
      );
    });

    it("whose process can't be started fails the call, not the cloud", async () => {
      const credentialsFor = () => Promise.reject(new Error("There is no role fn."));
      lambda = await new LocalLambda({ credentialsFor }).declare();
      const error = await lambda.invoke({}).catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(Error).with.property("message", "There is no role fn.");
    });

    it("whose process can't be started again makes room for the next call", async () => {
      const credentials = { accessKeyId: "ASIA", secretAccessKey: "secret", sessionToken: "token" };
      let asked = 0;
      const credentialsFor = () => {
        asked += 1;
        return asked === 2 ? Promise.reject(new Error("There is no role fn.")) : Promise.resolve(credentials);
      };
      lambda = new LocalLambda({ credentialsFor, maxInstances: 1 });
      await lambda.declare({ handler: "broken-init.handler" });
      const error = await lambda.invoke({}).catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(Error).with.property("message", "There is no role fn.");
      expect((await failure({})).errorType).to.equal("RangeError");
    });
  });
});
