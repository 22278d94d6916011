import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { expect } from "chai";
import sinon from "sinon";
import { EngineProcess } from "../../local/aws/dynamodb/engine-process.ts";
import { LocalError } from "../../local/emulator.ts";
import { start } from "../../local/start.ts";
import { overHttp } from "../support/api-case.ts";
import { evaluatedOnce } from "../support/evaluated.ts";
import { apiOf, startForTest } from "../support/shared-cloud.ts";

describe("a local cloud that stops", () => {
  it("lets a request that is under way finish, the function's AWS calls included", async () => {
    const cloud = await startForTest({ stack: "test" });
    const send = overHttp(() => apiOf(cloud));
    const ask = () => send({ method: "GET", path: "/patients/unknown" });
    // The next one finds a process that is ready.
    await ask();
    const begun = new Promise<void>((resolve) => {
      cloud.events.subscribe("log", ({ message }) => message.startsWith("START") && resolve());
    });
    const answer = ask();
    await begun;
    await cloud.stop();
    expect((await answer).status).to.equal(404);
  });
});

describe("a local cloud whose start is abandoned", () => {
  const options = { program: "test/programs/plain", ephemeral: true, watch: false };
  const FREE_PORTS = { port: 0, awsPort: 0, functionUrlPort: 0 };
  afterEach(() => sinon.restore());

  it("ends an engine that does not come up", async () => {
    const evaluated = await evaluatedOnce(options);
    const begun = Promise.withResolvers<ChildProcess>();
    sinon.stub(EngineProcess, "start").callsFake(async (_, { supervisor }) => {
      const engine = supervisor.spawn("sleep", ["600"]);
      begun.resolve(engine);
      await once(engine, "exit");
      throw new LocalError("The engine ended.");
    });
    const abandoned = new AbortController();
    const started = start({ ...options, ...FREE_PORTS, evaluated }, { signal: abandoned.signal });
    const failed = started.catch((error: unknown) => error);
    const engine = await begun.promise;
    abandoned.abort();
    expect(await failed).to.be.instanceOf(Error);
    expect(engine.signalCode).not.to.equal(null);
  });

  it("does not begin when that is so already", async () => {
    const error = await start({ ...options, ...FREE_PORTS }, { signal: AbortSignal.abort() }).catch(
      (reason: unknown) => reason,
    );
    expect(error).to.have.property("name", "AbortError");
  });
});
