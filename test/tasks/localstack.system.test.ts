import { expect } from "chai";
import { apiOf, useCloud } from "../support/shared-cloud.ts";
import { StubTools } from "./stub-tools.ts";

/** Nothing can listen there. */
const NOWHERE = "http://127.0.0.1:1";

/** A Docker whose Compose has started something. */
const COMPOSED = 'case "$*" in *"compose ps"*) echo 1f2e3d ;; esac';

describe("npm run localstack", function () {
  this.timeout(60_000);
  const cloud = useCloud();
  let tools: StubTools;
  beforeEach(() => {
    tools = new StubTools();
    tools.add("docker");
    tools.add("npx", `case "$*" in *"stack output"*) echo '${outputs()}' ;; esac`);
  });
  afterEach(() => tools.remove());

  /** Those of a stack whose API is the local cloud's. */
  function outputs(): string {
    return JSON.stringify({
      apiUrl: apiOf(cloud()),
      apiLogGroup: "",
      functionUrls: {},
      deployedFunctions: {},
    });
  }
  const at = (...more: string[]) => [
    "--endpoint",
    cloud().awsEndpoint,
    "--registry",
    apiOf(cloud()),
    ...more,
  ];
  const changes = () => tools.calls().filter((call) => / (up|destroy|init|down|create) /.test(`${call} `));

  it("deploys to an emulator that answers, and curls every endpoint of inventory", async () => {
    const { status, stdout, stderr } = await tools.run("localstack", at("--config", "logLevel=WARN"));
    expect(status, stderr + stdout).to.equal(0);
    expect(stdout)
      .to.include(`${apiOf(cloud())}\nok     `)
      .and.include(`curl -X GET '${apiOf(cloud())}/'`);
    expect(changes()).to.have.lengthOf(1);
    for (const part of [
      "up --stack localstack --yes --config-file .lambdock/deploy/Pulumi.localstack.yaml",
      `--config lambdock:endpoint=${cloud().awsEndpoint}`,
      `--config lambdock:imageRegistry=${apiOf(cloud())}`,
      "--config lambdock:builder=lambdock",
      "--config lambdock:logLevel=WARN",
    ]) {
      expect(changes()[0]).to.include(part);
    }
    expect(stderr).to.include("PULUMI_BACKEND_URL=file://");
  });

  it("deploys existing images without Docker", async () => {
    tools.remove();
    tools = new StubTools();
    tools.add("npx", `case "$*" in *"stack output"*) echo '${outputs()}' ;; esac`);
    const { status, stderr } = await tools.run("localstack", at("--image-tag", "v1"));
    expect(status, stderr).to.equal(0);
    expect(changes()[0]).to.include("--config lambdock:imageTag=v1").and.not.include("builder");
  });

  it("--down destroys the stack, and stops what Compose started", async () => {
    tools.add("docker", COMPOSED);
    expect((await tools.run("localstack", ["--down"])).status).to.equal(0);
    expect(changes()).to.have.lengthOf(2);
    expect(changes()[0]).to.include("destroy --stack localstack --yes");
    expect(changes()[1]).to.equal("docker compose down --volumes");
  });

  it("--down of a stack that was never made destroys nothing", async () => {
    tools.add("docker", COMPOSED);
    tools.add("npx", 'case "$*" in *"stack output"*) exit 255 ;; esac');
    expect((await tools.run("localstack", ["--down"])).status).to.equal(0);
    expect(changes()).to.deep.equal(["docker compose down --volumes"]);
  });

  const problems: readonly [string, () => void, () => string[], string][] = [
    [
      "an endpoint where nothing answers",
      () => undefined,
      () => ["--endpoint", NOWHERE, "--image-tag", "v1"],
      `nothing answers at ${NOWHERE}. Start it, or leave that option out`,
    ],
    [
      "no Docker to build with",
      () => tools.add("docker", "exit 1"),
      () => at(),
      "Docker does not answer. Start it: open Docker Desktop, or run sudo systemctl start docker. Without Docker: pip",
    ],
    [
      "a builder that was made, and does not answer",
      () => tools.add("docker", 'case "$*" in *--bootstrap*) exit 1 ;; esac'),
      () => at(),
      "the buildx builder lambdock does not answer. To start it, run tasks/docker-engine.sh, or docker buildx rm lambdock",
    ],
    [
      "a Pulumi CLI that can't be fetched",
      () => tools.add("npx", "echo offline >&2; exit 1"),
      () => at(),
      "The Pulumi CLI could not be fetched: offline. Check the network",
    ],
    [
      "endpoints that answer wrongly",
      () =>
        tools.add(
          "npx",
          `case "$*" in *"stack output"*) echo '${outputs().replace(apiOf(cloud()), NOWHERE)}' ;; esac`,
        ),
      () => at("--image-tag", "v1"),
      "endpoints do not answer as they should.",
    ],
    [
      "no emulator to probe",
      () => undefined,
      () => ["--probe", "--endpoint", NOWHERE],
      `nothing answers at ${NOWHERE}. Start the emulator first.`,
    ],
  ];
  for (const [what, prepare, args, says] of problems) {
    it(`says in one sentence: ${what}`, async () => {
      prepare();
      const { status, stderr } = await tools.run("localstack", args());
      expect(status).to.equal(1);
      const last = stderr.trimEnd().split("\n").at(-1);
      expect(last)
        .to.match(/^npm run localstack: /)
        .and.include(says);
    });
  }
});
