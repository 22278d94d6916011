import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { StubTools } from "./stub-tools.ts";

describe("npm run invoke -- --image", () => {
  let tools: StubTools;
  beforeEach(() => {
    tools = new StubTools();
  });
  afterEach(() => tools.remove());

  it("says that the runtime's own port is not free, before Docker makes a container", async function () {
    if (process.platform !== "linux") this.skip();
    tools.add("docker");
    const listening = createServer((_request, response) => response.end()).listen(0, "127.0.0.1");
    await once(listening, "listening");
    const { port } = listening.address() as AddressInfo;
    const { status, stderr } = await tools.run("invoke", [
      ...["--service", "data", "--stack", "test", "--image", "--port", String(port - 1)],
      ...["--endpoint", `http://127.0.0.1:${port}`],
    ]);
    listening.close();
    expect(status).to.equal(1);
    expect(stderr).to.match(
      new RegExp(
        `npm run invoke: port ${port}, which the runtime takes, is not free\\. Use --port \\d+\\.\n$`,
      ),
    );
    expect(tools.calls().filter((call) => call.startsWith("docker run"))).to.deep.equal([]);
  });
});
