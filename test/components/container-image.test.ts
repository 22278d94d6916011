import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { ContainerImage, type ContainerImageArgs } from "../../components/container-image.ts";
import { declare, resolved } from "../support/declare.ts";

const IMAGE = "docker-build:index:Image";
const ECR = "123456789012.dkr.ecr.us-east-1.amazonaws.com/lambdock-dev-orders";

interface ImageCase extends Partial<Omit<ContainerImageArgs, "image">> {
  readonly image?: Partial<ContainerImageArgs["image"]>;
}

describe("ContainerImage", () => {
  let directory: string;
  let dockerfile: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "image-"));
    writeFileSync(join(directory, "handler.js"), "exports.handler = () => 1;");
    dockerfile = `${directory}.Dockerfile`;
    writeFileSync(dockerfile, "FROM scratch AS lambda\n");
  });

  afterEach(() => {
    for (const path of [directory, dockerfile]) rmSync(path, { recursive: true });
  });

  function declareImage(given: ImageCase = {}) {
    const { image, ...args } = given;
    return declare(
      () => new ContainerImage("orders", { directory, ...args, image: { dockerfile, ...image } }),
    );
  }

  it("keeps images in a repository that scans and encrypts them", async () => {
    const declared = await declareImage();
    const repository = declared.one("awsx:ecr:Repository");
    expect(declared.parentOf(repository)).to.equal("orders");
    expect(repository.inputs).to.deep.equal({
      name: "lambdock-dev-orders",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfigurations: [{ encryptionType: "AES256" }],
      imageTagMutability: "MUTABLE",
      forceDelete: true,
      lifecyclePolicy: { skip: true },
      tags: { project: "lambdock", stack: "dev", service: "orders" },
    });
  });

  it("never expires an image that an alias serves, and keeps ten tagged ones", async () => {
    const declared = await declareImage();
    const { inputs } = declared.one("aws:ecr/lifecyclePolicy:LifecyclePolicy");
    expect(inputs.repository).to.equal("lambdock-dev-orders");
    const asked = declared.options.find(({ type }) => type === "aws:ecr/lifecyclePolicy:LifecyclePolicy");
    expect(asked, "a new policy in place of the old one").to.include({ deleteBeforeReplace: true });
    const { rules } = JSON.parse(String(inputs.policy));
    const selections = rules.map(({ selection }: { selection: unknown }) => selection);
    expect(selections).to.deep.equal([
      { tagStatus: "tagged", tagPatternList: ["live-*"], countType: "imageCountMoreThan", countNumber: 9999 },
      { tagStatus: "tagged", tagPatternList: ["*"], countType: "imageCountMoreThan", countNumber: 10 },
      { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 14 },
    ]);
  });

  it("builds one manifest for one platform, pushed by an export and deployed by digest", async () => {
    const declared = await declareImage();
    const image = declared.one(IMAGE);
    expect(image.inputs).to.deep.include({
      context: { location: directory },
      dockerfile: { location: dockerfile },
      target: "lambda",
      platforms: ["linux/amd64"],
      buildArgs: { SOURCE_DATE_EPOCH: "0" },
      push: false,
      exports: [{ raw: "type=registry,oci-mediatypes=false,rewrite-timestamp=true" }],
      buildOnPreview: false,
      noCache: false,
    });
    expect(image.inputs).not.to.have.any.keys("exec", "labels", "load");
    expect(image.inputs.tags).to.have.lengthOf(1);
    expect(await resolved(declared.result.imageUri)).to.equal(`${ECR}@${image.outputs.digest}`);
  });

  it("has the same inputs whatever is set, so that a preview sees each as changed rather than new", async () => {
    const plain = await declareImage();
    const image = {
      baseImage: "mirror/base",
      builder: "b",
      cache: "gha",
      noCache: true,
      tags: ["v1"],
    } as const;
    const set = await declareImage({ image });
    const inputsOf = (declared: typeof plain) => Object.keys(declared.one(IMAGE).inputs);
    expect(inputsOf(plain)).to.have.members(inputsOf(set));
    expect(plain.one(IMAGE).inputs).to.deep.include({ builder: {}, cacheFrom: [], cacheTo: [] });
  });

  it("logs in to ECR with a password that stays secret", async () => {
    const declared = await declareImage();
    const { registries } = declared.one(IMAGE).inputs as { registries: { username: string }[] };
    expect(registries).to.have.lengthOf(1);
    expect(registries[0]).to.include({ username: "AWS", address: ECR });
    expect(declared.plainTexts).to.include("AWS").and.not.to.include("local");
  });

  it("tags an image by what is in it, whatever the folder's name", async () => {
    const tagOf = async () => (await declareImage()).one(IMAGE).inputs.tags as string[];
    const before = await tagOf();
    expect(before[0]).to.match(/:sha-[0-9a-f]{12}$/);
    expect(await tagOf()).to.deep.equal(before);
    writeFileSync(join(directory, "handler.js"), "exports.handler = () => 2;");
    const edited = await tagOf();
    expect(edited).not.to.deep.equal(before);
    writeFileSync(dockerfile, "FROM other AS lambda\n");
    expect(await tagOf()).not.to.deep.equal(edited);
  });

  it("takes a builder, a base, more tags, GitHub's cache and a build in previews from its settings", async () => {
    const declared = await declareImage({
      architecture: "arm64",
      image: {
        baseImage: "mirror.example/node@sha256:abc",
        builder: "remote",
        buildOnPreview: true,
        cache: "gha",
        noCache: true,
        tags: ["v1.2.3", "latest"],
      },
    });
    const { inputs } = declared.one(IMAGE);
    expect(inputs).to.deep.include({
      platforms: ["linux/arm64"],
      buildArgs: { SOURCE_DATE_EPOCH: "0", BASE: "mirror.example/node@sha256:abc" },
      builder: { name: "remote" },
      buildOnPreview: true,
      noCache: true,
      cacheFrom: [{ gha: { scope: "orders" } }],
      cacheTo: [{ gha: { scope: "orders", mode: "max" } }],
    });
    expect((inputs.tags as string[]).slice(1)).to.deep.equal([`${ECR}:v1.2.3`, `${ECR}:latest`]);
  });

  it("keeps a repository with images in a protected stack", async () => {
    const declared = await declareImage({ protectData: true });
    expect(declared.one("awsx:ecr:Repository").inputs.forceDelete).to.equal(false);
  });

  it("pushes to another registry, by plain HTTP and without AWS's password if it has to", async () => {
    const declared = await declareImage({ image: { imageRegistry: "http://localhost:5000" } });
    const { inputs, outputs } = declared.one(IMAGE);
    expect(inputs).not.to.have.property("registries");
    expect(inputs.exports).to.deep.equal([
      { raw: "type=registry,oci-mediatypes=false,rewrite-timestamp=true,registry.insecure=true" },
    ]);
    const uri = await resolved(declared.result.imageUri);
    expect(uri).to.equal(`localhost:5000/lambdock-dev-orders@${outputs.digest}`);
  });

  it("deploys the digest of an image that exists in ECR, without building", async () => {
    const calls = {
      "aws:ecr/getImage:getImage": (inputs: object) => {
        expect(inputs).to.include({ repositoryName: "lambdock-dev-orders", imageTag: "v1.2.3" });
        return { imageDigest: "sha256:0123" };
      },
    };
    const image = { dockerfile, imageTag: "v1.2.3" };
    const declared = await declare(() => new ContainerImage("orders", { directory, image }), { calls });
    expect(declared.all(IMAGE)).to.be.empty;
    expect(await resolved(declared.result.imageUri)).to.equal(`${ECR}@sha256:0123`);
  });

  it("deploys an image that exists in another registry by its tag", async () => {
    const declared = await declareImage({
      image: { imageTag: "v1.2.3", imageRegistry: "localhost:5000" },
    });
    expect(declared.all(IMAGE)).to.be.empty;
    expect(await resolved(declared.result.imageUri)).to.equal("localhost:5000/lambdock-dev-orders:v1.2.3");
  });

  const refused = [
    {
      args: { architecture: "riscv" as "arm64" },
      message: "architecture must be one of x86_64, arm64; got riscv.",
    },
    { args: { image: { cache: "s3" as "gha" } }, message: "image.cache must be one of none, gha; got s3." },
    {
      args: { image: { tags: ["a b"] } },
      message: 'image tag "a b" may have letters, digits, ".", "_" and "-" only, up to 128.',
    },
    {
      args: { image: { imageTag: "-v1" } },
      message: 'image tag "-v1" may have letters, digits, ".", "_" and "-" only, up to 128.',
    },
  ];
  for (const { args, message } of refused) {
    it(`refuses ${JSON.stringify(args)}`, () => {
      const given = { directory: "orders", ...args, image: { dockerfile: "Dockerfile", ...args.image } };
      expect(() => new ContainerImage("orders", given)).to.throw(`ContainerImage "orders": ${message}`);
    });
  }
});
