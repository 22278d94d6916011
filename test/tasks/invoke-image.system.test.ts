import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { environmentText } from "../../tasks/invocation/image-environment.ts";
import { StubTools } from "./stub-tools.ts";

const FILE = ".lambdock/test/environment/data.env";

describe("npm run invoke -- --image", () => {
  let tools: StubTools;
  beforeEach(() => {
    tools = new StubTools();
  });
  afterEach(() => tools.remove());

  it("gives the container the function's environment in a file that its owner alone reads, and that goes", async () => {
    tools.add("docker", `case "$1" in run) /bin/ls -l ${FILE} && /bin/cat ${FILE} ;; esac`);
    const { status, stdout, stderr } = await tools.run("invoke", [
      ...["--service", "data", "--stack", "test", "--image", "--endpoint", "http://127.0.0.1:1"],
    ]);
    expect(status, stderr).to.equal(0);
    expect(stdout)
      .to.match(/^-rw-------/)
      .and.include("AWS_ENDPOINT_URL=http://host.docker.internal:1\n")
      .and.include("AWS_ACCESS_KEY_ID=test\n");
    expect(existsSync(FILE)).to.equal(false);
  });

  it("leaves no such file when it is stopped", async () => {
    tools.add("docker", 'case "$1" in run) echo started; exec /bin/sleep 60 ;; esac');
    const args = ["tasks/invoke.ts", "--service", "data", "--stack", "test", "--image"];
    const child = spawn(process.execPath, [...args, "--endpoint", "http://127.0.0.1:1"], { env: tools.env });
    const stderr = text(child.stderr);
    await once(child.stdout, "data");
    expect(existsSync(FILE)).to.equal(true);
    child.kill("SIGTERM");
    const [status] = await once(child, "exit");
    expect(status, await stderr).to.equal(0);
    expect(existsSync(FILE)).to.equal(false);
  });

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

describe("the file of an image's environment", () => {
  it("has one line for each variable", () => {
    expect(environmentText({ A: "b c", D: "e=f" })).to.equal("A=b c\nD=e=f\n");
  });

  it("can't hold a value of several lines", () => {
    expect(() => environmentText({ KEY: "a\nb" })).to.throw(
      "variable KEY has a line break, which docker run --env-file can't take. Use npm start -- --containers.",
    );
  });
});
