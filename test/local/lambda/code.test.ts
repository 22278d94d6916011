import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { LocalError } from "../../../local/emulator.ts";
import { type FunctionCode, locateCode } from "../../../local/lambda/code.ts";
import { functionResource, programOf, resource } from "./declare.ts";

const digest = `sha256:${"0a".repeat(32)}`;
const imageUri = `000000000000.dkr.ecr.eu-west-1.amazonaws.com/things@${digest}`;

describe("locateCode", () => {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "lambda-code-"));
    mkdirSync(join(directory, "app"));
  });

  afterEach(() => rmSync(directory, { recursive: true }));

  function located(image: Record<string, unknown>, fn: Record<string, unknown> = { imageUri }): FunctionCode {
    const declaredImage = resource("docker-build:index:Image", "image", image, { digest });
    const declaredFunction = functionResource("fn", fn);
    return locateCode(declaredFunction, programOf([declaredImage, declaredFunction], directory));
  }

  function dockerfile(text: string, path = "app/Dockerfile"): void {
    writeFileSync(join(directory, path), text);
  }

  it("is the build context of the image that has the digest, with the handler of its Dockerfile", () => {
    dockerfile('FROM public.ecr.aws/lambda/nodejs:24\nCOPY . .\nCMD ["index.handler"]\n');
    const app = join(directory, "app");
    expect(located({ context: { location: "app" } })).to.deep.equal({
      directory: app,
      handler: "index.handler",
      nodeMajor: 24,
      image: { context: app, dockerfile: join(app, "Dockerfile"), buildArgs: {} },
    });
  });

  it("says how the image is built", () => {
    dockerfile("FROM public.ecr.aws/lambda/nodejs:24 AS lambda\n", "Dockerfile.all");
    const inputs = {
      context: { location: "app" },
      dockerfile: { location: "Dockerfile.all" },
      target: "lambda",
      buildArgs: { BASE: "mirror/base" },
      platforms: ["linux/arm64"],
      builder: { name: "mine" },
    };
    expect(located(inputs).image).to.deep.equal({
      context: join(directory, "app"),
      dockerfile: join(directory, "Dockerfile.all"),
      target: "lambda",
      buildArgs: { BASE: "mirror/base" },
      platform: "linux/arm64",
      builder: "mine",
    });
  });

  it("takes an absolute context, a Dockerfile elsewhere, and the target's stage", () => {
    const text = [
      "ARG BASE=public.ecr.aws/lambda/nodejs:22",
      "FROM $BASE AS base",
      'CMD ["from-base.handler"]',
      "FROM base AS lambda",
      "COPY . .",
      "FROM node:24 AS server",
      'CMD ["node", "server.js"]',
    ];
    dockerfile(text.join("\n"), "Dockerfile.all");
    const image = {
      context: { location: join(directory, "app") },
      dockerfile: { location: "Dockerfile.all" },
    };
    expect(located({ ...image, target: "lambda" })).to.deep.include({
      handler: "from-base.handler",
      nodeMajor: 22,
    });
    expect(located(image)).to.deep.include({ handler: "node" });
  });

  it("leaves the handler open when the Dockerfile does", () => {
    dockerfile("FROM example.com/own-base\nCOPY . .\n");
    expect(located({ context: { location: "app" } })).not.to.have.any.keys("handler", "nodeMajor");
  });

  it("is the folder of a zip function's archive", () => {
    expect(located({}, { code: { path: "./app" } })).to.deep.equal({ directory: join(directory, "app") });
  });

  const refused: [string, Record<string, unknown>, Record<string, unknown>, RegExp][] = [
    [
      "an image by tag",
      {},
      { imageUri: "repository:latest" },
      /^Function "fn" names its image by tag \(repository:latest\), which .*: use the digest, REPOSITORY@\$\{image\.digest\}\.$/,
    ],
    [
      "an unknown digest",
      {},
      { imageUri: "repository@sha256:00ff" },
      /^Function "fn" runs the image repository@sha256:00ff, which the program does not build: /,
    ],
    ["no code", {}, {}, /^Function "fn" has no code that can be run locally: /],
    [
      "a remote context",
      { context: { location: "https://example.com/repository.git" } },
      { imageUri },
      /^Image "image" of function "fn" has no local build context \(https:\/\/example\.com/,
    ],
    [
      "no context",
      {},
      { imageUri },
      /has no local build context \(none\): set context\.location to a folder\.$/,
    ],
    [
      "no Dockerfile",
      { context: { location: "app" } },
      { imageUri },
      /^The image's Dockerfile .*app\/Dockerfile can't be read: ENOENT/,
    ],
  ];
  for (const [what, image, fn, message] of refused) {
    it(`refuses ${what}`, () => {
      expect(() => located(image, fn)).to.throw(LocalError, message);
    });
  }

  it("refuses a target that the Dockerfile does not have", () => {
    dockerfile("FROM node:24 AS server\n");
    expect(() => located({ context: { location: "app" }, target: "lambda" })).to.throw(
      LocalError,
      /app\/Dockerfile has no stage "lambda" to build: add a FROM for it\.$/,
    );
  });
});
