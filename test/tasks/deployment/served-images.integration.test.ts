import { expect } from "chai";
import { deploy } from "../../../tasks/deployment/deploy.ts";
import type { DeploymentPlan } from "../../../tasks/deployment/plan.ts";
import { markServedImages } from "../../../tasks/deployment/served-images.ts";
import { TaskError } from "../../../tasks/task.ts";
import { outputOf } from "../../support/captured-output.ts";
import { setEnvironment } from "../../support/dynamodb.ts";
import { deployedStack } from "../deployed-stack.ts";
import { StubTools } from "../stub-tools.ts";
import { type AwsAnswers, type AwsStub, startAwsStub } from "./aws-stub.ts";

const REPOSITORY = "lambdock-dev-idp";
const OUTPUTS = deployedStack(`123456789012.dkr.ecr.us-east-1.amazonaws.com/${REPOSITORY}`);

const runs = (digest: string) => ({ Code: { ResolvedImageUri: `${REPOSITORY}@${digest}` } });

/** Versions 2 and 3 run images of their own; version 1, which nobody serves any more, has left its mark. */
const AWS: Readonly<Record<string, ReturnType<AwsAnswers>>> = {
  "lambdock-dev-idp:2": runs("sha256:b"),
  "lambdock-dev-idp:3": runs("sha256:c"),
  ListImages: { imageIds: [{ imageTag: "live-dev-1", imageDigest: "sha256:a" }] },
  BatchGetImage: { images: [{ imageManifest: "{}" }] },
  PutImage: {},
  BatchDeleteImage: {},
};

describe("the images that aliases serve", () => {
  let aws: AwsStub;
  afterEach(() => aws.stop());

  /** The changes of marking them, where AWS answers some questions otherwise. */
  async function marking(otherwise: Readonly<Record<string, ReturnType<AwsAnswers>>> = {}) {
    aws = await startAwsStub((action) => otherwise[action] ?? AWS[action] ?? "ValidationException");
    await outputOf(() => markServedImages("dev", OUTPUTS, { region: "us-east-1" }, ["v1"]));
    return {
      tagged: aws.changes.flatMap(([action, { imageTag }]) => (action === "PutImage" ? [imageTag] : [])),
      untagged: aws.changes.flatMap(([action, { imageIds }]) => (action === "PutImage" ? [] : [imageIds])),
    };
  }

  it("are marked, and those that they served before are not", async () => {
    expect(await marking()).to.deep.equal({
      tagged: ["v1", "live-dev-2", "live-dev-3"],
      untagged: [[{ imageTag: "live-dev-1" }]],
    });
  });

  it("are those of the versions that are left, where one was deleted", async () => {
    const { tagged } = await marking({ "lambdock-dev-idp:3": "ResourceNotFoundException" });
    expect(tagged).to.deep.equal(["live-dev-2"]);
  });

  it("are left as they are where the function was deleted", async () => {
    const gone = "ResourceNotFoundException";
    const marked = await marking({ "lambdock-dev-idp:2": gone, "lambdock-dev-idp:3": gone });
    expect(marked).to.deep.equal({ tagged: [], untagged: [] });
  });

  it("are none where the repository was deleted", async () => {
    expect((await marking({ ListImages: "RepositoryNotFoundException" })).tagged).to.deep.equal([]);
  });

  it("are marked as far as they are there", async () => {
    const marked = await marking({ BatchGetImage: { images: [] } });
    expect(marked).to.deep.equal({ tagged: [], untagged: [[{ imageTag: "live-dev-1" }]] });
  });

  it("are not marked where AWS refuses to say which they are", async () => {
    const error = await marking({ "lambdock-dev-idp:2": "AccessDeniedException" }).catch((thrown) => thrown);
    expect(error).to.be.instanceOf(TaskError).with.property("message", "AWS: AccessDeniedException.");
  });
});

describe("a deployment that fails", () => {
  it("says why, also where its images can't be marked afterwards", async () => {
    const tools = new StubTools();
    tools.add("npx", `case "$*" in *"stack output"*) echo '${JSON.stringify(OUTPUTS)}' ;; *) exit 3 ;; esac`);
    let passes = 0;
    const aws = await startAwsStub((action) => {
      if (action === "lambdock-dev-idp:2") passes += 1;
      return (passes > 1 ? undefined : AWS[action]) ?? "AccessDeniedException";
    });
    const restore = setEnvironment({ PATH: tools.env.PATH ?? "" });
    try {
      let error: unknown;
      const said = await outputOf(async () => {
        error = await deploy(PLAN).catch((thrown: unknown) => thrown);
      });
      expect(error).to.be.instanceOf(TaskError).with.property("message", "npx ended with 3.");
      expect(said).to.include("Served images may be unmarked: AWS: AccessDeniedException.\n");
    } finally {
      restore();
      aws.stop();
      tools.remove();
    }
  });
});

const PLAN: DeploymentPlan = {
  stack: "dev",
  config: { project: "lambdock", stack: "dev", directory: ".", program: "index.ts", values: {} },
  settings: {},
  services: [],
  tag: undefined,
  canary: undefined,
  rollBack: false,
  policyPack: undefined,
  yes: true,
};
