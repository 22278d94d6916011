import { expect } from "chai";
import { overHttp } from "../support/api-case.ts";
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
