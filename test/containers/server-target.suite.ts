import { expect } from "chai";
import { type Container, KILLED_AFTER_MS } from "./container.ts";
import { probesOf, titleOf } from "./probes.ts";
import { startServer } from "./server-container.ts";
import { eventually } from "./waiting.ts";
import { FUNCTIONS } from "./workbench.ts";

for (const name of FUNCTIONS) {
  describe(`the server image of ${name}`, () => {
    let container: Container;
    before(async () => {
      container = await startServer(name);
    });
    after(() => container?.[Symbol.asyncDispose]());

    for (const probe of probesOf(name)) {
      const { method, path, body, status, has } = probe;
      it(titleOf(probe), async () => {
        const response = await fetch(`${container.url}${path}`, {
          method,
          ...(body !== undefined && { body }),
        });
        expect(response.status).to.equal(status);
        expect(await response.json()).to.deep.include(has);
      });
    }

    it("does not run as root, on a root file system that it can't write", async () => {
      expect(await container.execute("node", "--print", "process.getuid()")).to.equal("1000");
      expect(await container.inspect("{{.HostConfig.ReadonlyRootfs}}")).to.equal("true");
    });

    it("is healthy to Docker", () => healthy(container));

    it("ends at SIGTERM, with code 0", async () => {
      await using ending = await startServer(name);
      const { exitCode, milliseconds } = await ending.terminate();
      expect(exitCode).to.equal(0);
      expect(milliseconds).to.be.below(KILLED_AFTER_MS);
    });
  });
}

describe("the server image's environment", () => {
  it("chooses the port, and the health check follows it", async () => {
    await using container = await startServer(FUNCTIONS[0] ?? "", { PORT: "8088" });
    expect((await fetch(container.url)).status).to.be.below(500);
    await healthy(container);
  });
});

async function healthy(container: Container): Promise<void> {
  await eventually("The health check", async () => {
    const health = await container.inspect("{{.State.Health.Status}}");
    return health === "healthy" || undefined;
  });
}
