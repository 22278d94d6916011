import { expect } from "chai";
import { composeProblem, dockerProblem } from "../../tasks/docker.ts";
import { pulumi, pulumiProblem } from "../../tasks/pulumi.ts";
import { StubTools } from "./stub-tools.ts";

const CLI = pulumi().join(" ");

describe("what is missing is said in one sentence with its fix", () => {
  let tools: StubTools;
  beforeEach(() => {
    tools = new StubTools();
  });
  afterEach(() => tools.remove());

  const dockers: readonly [string, string | undefined, string | undefined][] = [
    ["no Docker", undefined, "Docker is not installed. Install it: https://docs.docker.com/get-docker/"],
    [
      "no answer",
      "exit 1",
      "Docker does not answer. Start it: open Docker Desktop, or run sudo systemctl start docker.",
    ],
    [
      "no buildx",
      '[ "$1" != buildx ]',
      "docker buildx is missing. Install it: https://docs.docker.com/go/buildx/",
    ],
    ["nothing", "", undefined],
  ];
  for (const [name, script, problem] of dockers) {
    it(`of Docker: ${name}`, () => {
      if (script !== undefined) tools.add("docker", script);
      expect(tools.here(dockerProblem)).to.equal(problem);
    });
  }

  it("of Docker: the builder that a setting names", () => {
    tools.add("docker", 'case "$*" in "buildx inspect mine") exit 1 ;; esac');
    expect(tools.here(() => dockerProblem("mine"))).to.equal(
      "There is no buildx builder mine. Name one that docker buildx ls lists, or run " +
        "docker buildx create --name mine --driver docker-container --bootstrap.",
    );
    expect(tools.here(() => dockerProblem("other"))).to.equal(undefined);
  });

  it("of Docker Compose", () => {
    tools.add("docker", '[ "$1" != compose ]');
    expect(tools.here(composeProblem)).to.equal(
      "Docker Compose is missing. Install it: https://docs.docker.com/compose/install/.",
    );
    tools.add("docker");
    expect(tools.here(composeProblem)).to.equal(undefined);
  });

  const pulumis: readonly [string, string | undefined, string | undefined][] = [
    ["no npx", undefined, "npx is not installed. It comes with Node.js: https://nodejs.org/en/download."],
    [
      "no network",
      "echo offline >&2; exit 1",
      `The Pulumi CLI could not be fetched: offline. Check the network, then run ${CLI} version.`,
    ],
    [
      "no login",
      'case "$*" in *whoami*) exit 1 ;; esac',
      `Pulumi has no place for its state. Run ${CLI} login --local, or ${CLI} login for Pulumi Cloud.`,
    ],
    [
      "no stack",
      `case "$*" in *"stack output"*) echo "error: no stack named 'dev' found" >&2; exit 255 ;; esac`,
      `There is no stack dev yet. Run ${CLI} stack init dev.`,
    ],
    [
      "no passphrase",
      `case "$*" in *"stack output"*) echo "error: passphrase must be set" >&2; exit 255 ;; esac`,
      "Pulumi can't decrypt stack dev. Set PULUMI_CONFIG_PASSPHRASE to what stack init was given, or to nothing.",
    ],
    [
      "a stack that can't be read",
      `case "$*" in *"stack output"*) echo "error: the bucket is gone" >&2; exit 255 ;; esac`,
      "Pulumi can't read stack dev: error: the bucket is gone",
    ],
    ["nothing", "", undefined],
  ];
  for (const [name, script, problem] of pulumis) {
    it(`of Pulumi: ${name}`, () => {
      if (script !== undefined) tools.add("npx", script);
      expect(tools.here(() => pulumiProblem("dev"))).to.equal(problem);
    });
  }
});
