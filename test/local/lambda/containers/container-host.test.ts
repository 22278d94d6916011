import { expect } from "chai";
import { LocalError } from "../../../../local/emulator.ts";
import { runArguments } from "../../../../local/lambda/containers/container-arguments.ts";
import { ContainerHost } from "../../../../local/lambda/containers/container-host.ts";
import { functionDefinitions } from "../../../../local/lambda/definition.ts";
import { ProcessSupervisor } from "../../../../local/process/supervisor.ts";
import { StubTools } from "../../../tasks/stub-tools.ts";
import { functionResource, programOf } from "../declare.ts";

const image = { context: import.meta.dirname, dockerfile: import.meta.filename, buildArgs: {} };

function configurationOf(inputs: Record<string, unknown>, code: object = { image }) {
  const locate = () => ({ directory: "/app", handler: "index.handler", ...code });
  const [definition] = functionDefinitions(programOf([functionResource("fn", inputs)]), locate);
  if (definition === undefined) throw new Error("There is no function.");
  return definition.configuration;
}

describe("a function's container", () => {
  it("has what Lambda gives a function, and no more", () => {
    const configuration = configurationOf({ memorySize: 256, ephemeralStorage: { size: 1024 } });
    const command = runArguments("c", "i", { configuration, instance: "x", environment: { A: "b c" } });
    const line = command.join(" ");
    expect(command.slice(-4)).to.deep.equal(["--env", "A=b c", "i", "index.handler"]);
    for (const part of [
      "run --rm --name c",
      "--network host",
      "--user 993:990 --cap-drop ALL --security-opt no-new-privileges --read-only",
      "--tmpfs /tmp:mode=1777,size=1024m",
      "--memory 256m --memory-swap 256m",
      `--label lambdock.owner=${process.pid}`,
    ]) {
      expect(line).to.include(part);
    }
  });
});

describe("functions can't run in containers", () => {
  const path = process.env.PATH;
  let tools: StubTools;
  let host: ContainerHost;
  beforeEach(() => {
    tools = new StubTools();
    process.env.PATH = tools.env.PATH;
    host = new ContainerHost({ supervisor: new ProcessSupervisor(), say: () => undefined });
  });
  afterEach(() => {
    process.env.PATH = path;
    tools.remove();
  });

  const missing: readonly [string, string | undefined, string][] = [
    [
      "without Docker",
      undefined,
      "Install it: https://docs.docker.com/get-docker/, or leave --containers out.",
    ],
    ["where Docker does not answer", "exit 1", "Docker does not answer: open Docker Desktop, or run"],
    ["without buildx", '[ "$1" != buildx ]', "Install buildx: https://docs.docker.com/go/buildx/."],
  ];
  for (const [name, script, fix] of missing) {
    it(name, async () => {
      if (script !== undefined) tools.add("docker", script);
      const error = await host.prepare(configurationOf({})).catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(LocalError);
      expect((error as Error).message)
        .to.match(/^npm start: --containers needs Docker with buildx\. /)
        .and.include(fix);
    });
  }

  it("without an image", async () => {
    const error = await host.prepare(configurationOf({}, {})).catch((reason: unknown) => reason);
    expect((error as Error).message).to.equal(
      'Function "fn" has no image that the program builds: leave --containers out, which runs images alone.',
    );
  });

  it("whose image does not build: the builder's last words are told", async () => {
    tools.add(
      "docker",
      'case "$*" in image*) exit 1 ;; *build*load*) echo "no such base" >&2; exit 1 ;; esac',
    );
    const error = await host.prepare(configurationOf({})).catch((reason: unknown) => reason);
    expect((error as Error).message)
      .to.match(/^The image of function "fn" can't be built\. docker buildx build /)
      .and.match(/: no such base$/);
  });
});
