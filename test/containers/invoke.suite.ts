import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { expect } from "chai";
import { freePort } from "../../local/process/free-port.ts";
import { run } from "./command.ts";
import { BUILDER } from "./docker-images.ts";
import { eventually } from "./waiting.ts";
import { FUNCTIONS, workbench } from "./workbench.ts";

const SERVICE = FUNCTIONS.includes("data") ? "data" : (FUNCTIONS[0] ?? "");
const TAG = "container-test";

/** A verb in a process group of its own, as a terminal has it. */
class Verb {
  readonly child: ChildProcess;
  text = "";

  constructor(...args: readonly string[]) {
    this.child = spawn(process.execPath, args, { detached: true, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on("data", (chunk: Buffer) => {
        this.text += chunk;
      });
  }

  /** Ctrl-C. @returns when it has ended */
  async interrupt(): Promise<void> {
    const ended = this.child.exitCode === null && this.child.signalCode === null && once(this.child, "exit");
    process.kill(-(this.child.pid ?? 0), "SIGINT");
    await ended;
  }
}

describe("npm run build, then npm run invoke on the image", () => {
  const images = [`lambdock-${SERVICE}:${TAG}`, `lambdock-${SERVICE}-server:${TAG}`];
  before(async () => {
    const { bases } = await workbench();
    for (const target of ["lambda", "server"] as const) {
      const options = ["--target", target, "--tag", TAG, "--base-image", bases[target].image];
      await run(process.execPath, ["tasks/build.ts", "--service", SERVICE, "--builder", BUILDER, ...options]);
    }
  });
  after(() => run("docker", ["image", "rm", "--force", ...images]));

  for (const [option, path] of [
    ["--image", "/2015-03-31/functions/function/invocations"],
    ["--server", "/data"],
  ] as const) {
    it(`${option} runs it until Ctrl-C, and prints the curl that calls it`, async function () {
      if (SERVICE !== "data") this.skip();
      // Nobody listens there, so that the container gets a published port.
      const aws = `http://127.0.0.1:${await freePort()}`;
      const port = String(await freePort());
      const options = ["--service", SERVICE, option, "--tag", TAG, "--port", port, "--endpoint", aws];
      const verb = new Verb("tasks/invoke.ts", ...options);
      try {
        const answer = await eventually(
          verb.text,
          async () => {
            const curl = /^\$ (curl .*)$/m.exec(verb.text)?.[1];
            return curl === undefined ? undefined : run("sh", ["-c", `${curl} --silent --fail`]);
          },
          60_000,
        );
        expect(answer).to.include("unsorted").and.include("timestamp");
        expect(verb.text).to.match(/^\$ docker run --rm .* --publish \d+:\d+ lambdock-/m);
        expect(verb.text).to.include(`http://localhost:${port}${path}`);
      } finally {
        await verb.interrupt();
      }
      const filter = `ancestor=${option === "--image" ? images[0] : images[1]}`;
      await eventually("The end of the container", async () => {
        const left = await run("docker", ["ps", "--all", "--quiet", "--filter", filter]);
        return left === "" || undefined;
      });
    });
  }

  it("--image says which port is taken, before it makes a container", async () => {
    const { registry } = await workbench();
    const port = registry.host.split(":")[1] ?? "";
    const verb = new Verb("tasks/invoke.ts", "--service", SERVICE, "--image", "--tag", TAG, "--port", port);
    const [code] = await once(verb.child, "close");
    expect(code).to.equal(1);
    expect(verb.text).to.equal(
      `npm run invoke: port ${port} is not free. Use --port ${Number(port) + 100}.\n`,
    );
  });
});
