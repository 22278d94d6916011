import { spawnSync } from "node:child_process";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { LocalError } from "../../../../local/emulator.ts";
import { runArguments } from "../../../../local/lambda/containers/container-arguments.ts";
import { containerEnvironment } from "../../../../local/lambda/containers/container-environment.ts";
import { ContainerHost } from "../../../../local/lambda/containers/container-host.ts";
import { machineName } from "../../../../local/lambda/containers/machine.ts";
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
    const command = runArguments("c", "i", configuration, ["--env", "A"]);
    const line = command.join(" ");
    expect(command.slice(-4)).to.deep.equal(["--env", "A", "i", "index.handler"]);
    for (const part of [
      "run --rm --name c",
      "--network host",
      "--user 993:990 --cap-drop ALL --security-opt no-new-privileges --read-only",
      "--tmpfs /tmp:mode=1777,size=1024m",
      "--memory 256m --memory-swap 256m",
      `--label lambdock.owner=${process.pid} --label lambdock.machine=${machineName()}`,
    ]) {
      expect(line).to.include(part);
    }
  });

  it("gets its variables by the environment of docker, not on its command line", () => {
    const environment = { TOKEN: "a secret\nof two lines", AWS_REGION: "eu-west-1" };
    const { options, variables } = containerEnvironment(environment);
    expect(options).to.deep.equal(["--env", "TOKEN", "--env", "AWS_REGION"]);
    expect(variables).to.deep.equal(environment);
  });

  it("changes nothing of what docker does by variables of its own", () => {
    const environment = { PATH: "/opt/bin", DOCKER_HOST: "tcp://a", https_proxy: "http://b", HOMEPAGE: "c" };
    const { options, variables } = containerEnvironment(environment);
    expect(options).to.include.members(["PATH=/opt/bin", "DOCKER_HOST=tcp://a", "https_proxy=http://b"]);
    expect(variables).to.deep.equal({ HOMEPAGE: "c" });
  });
});

describe("functions run in containers", () => {
  const path = process.env.PATH;
  let tools: StubTools;
  const supervisor = new ProcessSupervisor();
  const host = new ContainerHost({ supervisor, say: () => undefined });
  beforeEach(() => {
    tools = new StubTools();
    process.env.PATH = `${tools.env.PATH}:${path}`;
  });
  afterEach(async () => {
    process.env.PATH = path;
    await supervisor.stop();
    tools.remove();
  });

  it("after those of a killed local cloud of this machine have been removed, and no others", async () => {
    const { pid: dead } = spawnSync("true");
    const list = `echo "of-a-dead-one ${dead}"; echo "of-a-living-one ${process.pid}"`;
    tools.add("docker", `case "$*" in "ps "*) ${list} ;; run*) echo "$TOKEN" ;; esac`);
    const configuration = configurationOf({});
    await host.prepare(configuration);
    const calls = tools.calls();
    expect(calls.find((call) => call.startsWith("docker ps"))).to.include(
      `--filter label=lambdock.machine=${machineName()} `,
    );
    expect(calls.filter((call) => call.startsWith("docker rm"))).to.deep.equal([
      "docker rm --force of-a-dead-one",
    ]);

    const { child } = host.start({
      configuration,
      instance: "0123456789abcdef",
      environment: { TOKEN: "t" },
    });
    expect(child.stdout && (await text(child.stdout))).to.equal("t\n");
    expect(tools.calls().find((call) => call.startsWith("docker run"))).to.include(" --env TOKEN ");
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

  it("until Docker has been started", async () => {
    tools.add("docker", "exit 1");
    const failed = await host.prepare(configurationOf({})).catch((reason: unknown) => reason);
    expect(failed).to.be.instanceOf(LocalError);
    tools.add("docker");
    await host.prepare(configurationOf({}));
  });

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
