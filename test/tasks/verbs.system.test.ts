import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { pulumi } from "../../tasks/pulumi.ts";
import { useCloud } from "../support/shared-cloud.ts";
import { deployedStack } from "./deployed-stack.ts";
import { StubTools } from "./stub-tools.ts";

const CLI = pulumi().join(" ");

/** Outputs of a stack whose images are not on AWS, so that no registry is asked. */
const OUTPUTS = JSON.stringify(deployedStack("localhost:5000/lambdock-dev-idp"));

/** A Pulumi CLI with one stack. */
function pulumiWith(outputs: string): string {
  return `case "$*" in *"stack output"*) echo '${outputs}' ;; *preview*) echo "    + 3 to create" ;; esac`;
}

describe("the verbs", () => {
  let tools: StubTools;
  beforeEach(() => {
    tools = new StubTools();
    tools.add("docker");
    tools.add("npx", pulumiWith(OUTPUTS));
  });
  afterEach(() => tools.remove());

  const changesOf = () => tools.calls().filter((call) => / (up|destroy|preview|build|refresh) /.test(call));

  for (const verb of ["build", "deploy", "verify", "invoke", "destroy", "localstack"]) {
    it(`${verb} explains itself, and runs nothing for it`, async () => {
      const { status, stdout } = await tools.run(verb, ["--help"]);
      expect(status).to.equal(0);
      expect(stdout).to.include(`Usage: npm run ${verb} --`).and.include("--help");
      expect(tools.calls()).to.deep.equal([]);
    });
  }

  it("refuse an unknown option with status 2", async () => {
    const { status, stderr } = await tools.run("deploy", ["--unknown"]);
    expect(status).to.equal(2);
    expect(stderr).to.equal("npm run deploy: Unknown option '--unknown'. See npm run deploy -- --help.\n");
  });

  it("build shows and runs one docker command an image, and prints the image", async () => {
    const { status, stdout, stderr } = await tools.run("build", [
      "--service",
      "data",
      "--target",
      "both",
      "--tag",
      "v1",
    ]);
    expect(status, stderr).to.equal(0);
    expect(stdout).to.equal("lambdock-data:v1\nlambdock-data-server:v1\n");
    expect(changesOf()).to.have.lengthOf(2);
    for (const build of changesOf()) expect(stderr).to.include(`$ ${build}\n`);
  });

  it("deploy stops before anything is made when credentials are missing", async () => {
    const { status, stderr } = await tools.run("deploy", ["--yes"]);
    expect(status).to.equal(1);
    expect(stderr).to.include("MISSING AWS credentials").and.include("aws sso login");
    expect(changesOf()).to.deep.equal([]);
  });

  it("deploy and build say that the builder which was named is not there", async () => {
    tools.add("docker", 'case "$*" in "buildx inspect mine") exit 1 ;; esac');
    const deploy = await tools.run("deploy", ["--check", "--config", "builder=mine"]);
    expect(deploy.stderr)
      .to.include("MISSING Docker with buildx")
      .and.include("There is no buildx builder mine.");
    const build = await tools.run("build", ["--service", "data", "--builder", "mine"]);
    expect(build.stderr).to.equal(
      "npm run build: There is no buildx builder mine. Name one that docker buildx ls lists, or run " +
        "docker buildx create --name mine --driver docker-container --bootstrap.\n",
    );
  });

  it("deploy says that the emulator which a stack names does not answer", async () => {
    const { status, stderr } = await tools.run("deploy", [
      "--check",
      "--config",
      "endpoint=http://127.0.0.1:1",
    ]);
    expect(status).to.equal(1);
    expect(stderr).to.include("MISSING Emulator at http://127.0.0.1:1");
    expect(stderr).to.include("npm run deploy: nothing answers at http://127.0.0.1:1. Start the emulator;");
  });

  it("destroy refuses a protected stack, naming the setting, before anything is asked", async () => {
    const { status, stderr } = await tools.run("destroy", ["--stack", "prod", "--yes"]);
    expect(status).to.equal(1);
    expect(stderr).to.include("lambdock:protectData").and.include("Pulumi.prod.yaml");
    expect(tools.calls()).to.deep.equal([]);
  });

  it("destroy looks for leftovers where the stack was deployed to by --config", async () => {
    const emulator = createServer((_request, response) => response.end("{}")).listen(0, "127.0.0.1");
    await once(emulator, "listening");
    const { port } = emulator.address() as AddressInfo;
    const settings = ["protectData=false", `endpoint=http://127.0.0.1:${port}`];
    const { status, stdout, stderr } = await tools.run("destroy", [
      ...["--stack", "prod", "--yes"],
      ...settings.flatMap((setting) => ["--config", setting]),
    ]);
    emulator.close();
    expect(status, stderr).to.equal(0);
    expect(stdout).to.include("Deleted /aws/lambda/lambdock-dev-idp, which had outlived the stack.");
    expect(changesOf()).to.deep.equal([`npx${CLI.slice(3)} destroy --stack prod --yes`]);
  });

  it("localstack --down ends what Docker Compose started, and needs none where it started nothing", async () => {
    const compose = (script: string) => `case "$*" in "compose ps"*) ${script} ;; esac`;
    for (const [script, ends] of [
      ["echo 0123456789ab", true],
      ["exit 125", false],
    ] as const) {
      tools.add("docker", compose(script));
      const { status, stderr } = await tools.run("localstack", ["--down"]);
      expect(status, stderr).to.equal(0);
      expect(stderr).to.include("destroy --stack localstack --yes");
      expect(stderr.includes("$ docker compose down --volumes"), script).to.equal(ends);
    }
  });

  it("verify says that a stack is not deployed, or which output another program lacks", async () => {
    tools.add("npx", pulumiWith("{}"));
    expect((await tools.run("verify", [])).stderr).to.include(
      "stack dev is not deployed. Run npm run deploy",
    );
    tools.add("npx", pulumiWith('{"apiUrl": "http://api.test"}'));
    expect((await tools.run("verify", [])).stderr).to.include("stack dev has no output apiLogGroup");
  });

  describe("against the local cloud", function () {
    this.timeout(60_000);
    const cloud = useCloud();
    const at = () => ["--yes", "--stack", "dev", "--config", `endpoint=${cloud().awsEndpoint}`];

    it("deploy shows and runs one pulumi command, and prints the URL", async () => {
      const { status, stdout, stderr } = await tools.run("deploy", at());
      expect(status, stderr).to.equal(0);
      expect(stdout).to.equal("http://api.test\n");
      const config = `--config-file .lambdock/deploy/Pulumi.dev.yaml --config lambdock:endpoint=${cloud().awsEndpoint}`;
      expect(changesOf()).to.deep.equal([`${"npx"}${CLI.slice(3)} up --stack dev --yes ${config}`]);
      expect(stderr).to.include(`$ ${changesOf()[0]}\n`);
    });

    it("deploy of one service names its resources, and gives Pulumi the same", async () => {
      const { status, stderr } = await tools.run("deploy", [...at(), "--service", "data"]);
      expect(status, stderr).to.equal(0);
      expect(stderr).to.include("Only these resources of stack dev, for data:");
      const listed = [...stderr.matchAll(/^ {2}(urn:.*)$/gm)].map(([, urn]) => urn);
      const given = [...(changesOf()[0] ?? "").matchAll(/--target (urn:.*?)(?= --target|$)/g)].map(
        ([, urn]) => urn,
      );
      expect(given).to.have.length.above(10).and.deep.equal(listed);
    });

    it("deploy --canary asks CloudWatch for the alarms, and deploys twice", async () => {
      const { status, stderr } = await tools.run("deploy", [...at(), "--canary", "25", "--watch", "1s"]);
      expect(status, stderr).to.equal(0);
      expect(stderr).to.include("idp version 3: 25 % for 1 s.");
      expect(changesOf()).to.have.lengthOf(2);
      expect(changesOf()[0])
        .to.include("lambdock:stableVersions=idp=2")
        .and.include("lambdock:canaryPercent=25");
      expect(changesOf()[1]).not.to.include("stableVersions");
    });

    it("deploy --preview --markdown prints the comment and nothing else", async () => {
      const { status, stdout, stderr } = await tools.run("deploy", [...at(), "--preview", "--markdown"]);
      expect(status, stderr).to.equal(0);
      expect(stdout)
        .to.match(/^### Preview of stack dev\n/)
        .and.include("+ 3 to create");
    });
  });
});
