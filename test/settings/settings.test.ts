import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { readSettings, type Settings } from "../../settings.ts";
import { declare } from "../support/declare.ts";

const region = { "aws:region": "us-east-1" };

async function read(config: Record<string, string> = {}, stack = "dev"): Promise<Settings> {
  return (await declare(readSettings, { stack, config: { ...region, ...config } })).result;
}

async function problemsOf(
  config: Record<string, string>,
  stack = "dev",
  secrets: readonly string[] = [],
): Promise<string[]> {
  const error = await declare(readSettings, { stack, config: { ...region, ...config }, secrets }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!pulumi.RunError.isInstance(error)) throw new Error(`No RunError, but ${error}`);
  return error.message.split("\n");
}

describe("readSettings", () => {
  it("has a preset for everything but the region", async () => {
    const settings = await read();
    expect(settings).to.deep.include({
      project: "lambdock",
      stack: "dev",
      region: "us-east-1",
      network: { region: "us-east-1", nat: "none" },
      functionsInVpc: true,
      api: {
        stage: "$default",
        throttle: { burst: 100, rate: 50 },
        cors: { origins: ["*"] },
        logRetentionDays: 7,
      },
      environment: { ENVIRONMENT: "dev", LOG_LEVEL: "INFO" },
      protectData: false,
      seedDemoData: false,
      tableNames: {},
      bucketNames: {},
      alertEmails: [],
    });
    expect(settings.functionSettings("messages")).to.deep.equal({
      image: {
        dockerfile: "functions/Dockerfile",
        tags: [],
        buildOnPreview: false,
        cache: "none",
        noCache: false,
      },
      memorySize: 512,
      timeout: 15,
      architecture: "x86_64",
      logRetentionDays: 7,
      protectData: false,
    });
  });

  it("gives each function what is set for it by name", async () => {
    const settings = await read({
      "lambdock:reservedConcurrency": "messages=20, data=5",
      "lambdock:provisionedConcurrency": "data=2",
      "lambdock:stableVersions": "messages=7",
      "lambdock:canaryPercent": "25",
      "lambdock:platform": "linux/arm64",
    });
    expect(settings.functionSettings("messages")).to.deep.include({
      architecture: "arm64",
      reservedConcurrency: 20,
      canary: { stableVersion: "7", percent: 25 },
    });
    expect(settings.functionSettings("data")).to.include({
      reservedConcurrency: 5,
      provisionedConcurrency: 2,
    });
    expect(settings.functionSettings("data")).not.to.have.any.keys("canary");
    expect(settings.functionSettings("messages")).not.to.have.any.keys("provisionedConcurrency");
  });

  it("takes a version out of the traffic whatever is kept warm", async () => {
    const { functionSettings } = await read({
      "lambdock:provisionedConcurrency": "messages=2",
      "lambdock:stableVersions": "messages=7",
      "lambdock:canaryPercent": "0",
    });
    expect(functionSettings("messages")).to.deep.include({ canary: { stableVersion: "7", percent: 0 } });
  });

  it("names an emulator and what it has to find by name", async () => {
    const settings = await read({
      "lambdock:endpoint": "http://localhost:4566",
      "lambdock:tableNames": "messages=Messages",
      "lambdock:bucketNames": "messages=attached-files",
      "lambdock:xrayGroups": "false",
    });
    expect(settings).to.deep.include({
      endpoint: "http://localhost:4566",
      tableNames: { messages: "Messages" },
      bucketNames: { messages: "attached-files" },
      xrayGroups: false,
      compositeAlarms: true,
    });
  });

  it("lets pages of no origin call the API where there is none", async () => {
    expect((await read({ "lambdock:apiCorsOrigins": "" })).api.cors).to.deep.equal({ origins: [] });
  });

  it("wants TLS of buckets wherever there is any", async () => {
    const tlsOnly = async (endpoint: string) => (await read({ "lambdock:endpoint": endpoint })).tlsOnly;
    expect(await tlsOnly("")).to.equal(true);
    expect(await tlsOnly("https://emulator.example")).to.equal(true);
    expect(await tlsOnly("http://localhost:4566")).to.equal(false);
  });

  it("hands image settings on", async () => {
    const settings = await read({
      "lambdock:baseImage": `mirror.example/node:24@sha256:${"a".repeat(64)}`,
      "lambdock:builder": "remote",
      "lambdock:buildOnPreview": "true",
      "lambdock:imageCache": "gha",
      "lambdock:imageRegistry": "http://localhost:5000",
      "lambdock:imageTag": "v1.2.3",
      "lambdock:imageTags": "0a1b2c3,latest",
      "lambdock:noCache": "true",
    });
    expect(settings.functionSettings("messages").image).to.deep.equal({
      dockerfile: "functions/Dockerfile",
      baseImage: `mirror.example/node:24@sha256:${"a".repeat(64)}`,
      builder: "remote",
      buildOnPreview: true,
      cache: "gha",
      imageRegistry: "http://localhost:5000",
      imageTag: "v1.2.3",
      tags: ["0a1b2c3", "latest"],
      noCache: true,
    });
  });

  const refused: readonly [Record<string, string>, string | RegExp][] = [
    [
      { logRetentionDays: "8" },
      "logRetentionDays must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653; got 8.",
    ],
    [{ logLevel: "debug" }, "logLevel must be one of DEBUG, INFO, WARN, ERROR; got debug."],
    [{ memorySize: "64" }, "memorySize must be a whole number from 128 to 10240; got 64."],
    [{ timeout: "soon" }, "timeout must be a whole number from 1 to 900; got soon."],
    [{ timeout: "1.5" }, "timeout must be a whole number from 1 to 900; got 1.5."],
    [{ protectData: "yes" }, "protectData must be true or false; got yes."],
    [{ platform: "linux/386" }, "platform must be one of linux/amd64, linux/arm64; got linux/386."],
    [
      { apiStage: "a/b" },
      'apiStage must be a stage name, or "$default" for none in the URL, or empty; got a/b.',
    ],
    [
      { apiCorsOrigins: "shop.example" },
      'apiCorsOrigins must be "*" or origins such as "https://example.com", with commas between them; got shop.example.',
    ],
    [{ alertEmails: "ann" }, "alertEmails must be e-mail addresses, with commas between them; got ann."],
    [
      { reservedConcurrency: "messages" },
      'reservedConcurrency must be pairs such as "players=20", with commas between them; got messages.',
    ],
    [
      { reservedConcurrency: "mesages=1" },
      /^reservedConcurrency names "mesages", which is no service\. Use one of .*data.*messages.*\.$/,
    ],
    [
      { reservedConcurrency: "messages=1,data=2,messages=3" },
      "reservedConcurrency must have each name once; got messages=1,data=2,messages=3.",
    ],
    [
      { bucketNames: "inventory=my.files" },
      'bucketNames must be pairs such as "inventory=my-files", names without dots, with commas between them; got inventory=my.files.',
    ],
    [
      { seedDemoData: "true", protectData: "true" },
      "seedDemoData can't be true where protectData is true: the demo users' passwords are public. Set it to false.",
    ],
    [
      { reservedConcurrency: "messages=800,data=101" },
      "reservedConcurrency reserves 901, but an account with 1000 can reserve 900: 100 stay unreserved. Reserve less, or raise Lambda's quota Concurrent executions (L-B99A9384) and set accountConcurrency to it.",
    ],
    [
      { reservedConcurrency: "messages=1", accountConcurrency: "10" },
      /^reservedConcurrency reserves 1, but an account with 10 can reserve 0:/,
    ],
    [
      { stableVersions: "idp=1,messages=7,data=3", provisionedConcurrency: "data=1,messages=2" },
      "stableVersions names messages, data, as provisionedConcurrency does: Lambda refuses that on an alias with two versions. Take it out of one of them.",
    ],
    [
      { endpoint: "localhost:4566" },
      "endpoint must be a URL such as http://localhost:4566, or empty; got localhost:4566.",
    ],
    [{ natGateways: "two" }, "natGateways must be one of none, single, one-per-zone; got two."],
    [{ imageTag: "a b" }, "imageTag must be an image tag, or empty; got a b."],
    [{ toString: "x" }, /^toString is no setting\. Use one of logLevel, /],
  ];
  for (const [settings, message] of refused) {
    it(`refuses ${JSON.stringify(settings)}`, async () => {
      const config = Object.fromEntries(
        Object.entries(settings).map(([key, value]) => [`lambdock:${key}`, value]),
      );
      const problems = await problemsOf(config);
      expect(problems).to.have.lengthOf(1);
      const [, sentence] = problems[0]?.split("Pulumi.dev.yaml: lambdock:") ?? [];
      if (typeof message === "string") expect(sentence).to.equal(message);
      else expect(sentence).to.match(message);
    });
  }

  it("tells everything that is wrong at once, before anything is declared", async () => {
    const problems = await problemsOf(
      {
        "aws:region": "Frankfurt",
        "lambdock:logRetention": "7",
        "lambdock:timeout": "0",
      },
      "prod",
    );
    expect(problems).to.have.lengthOf(3);
    expect(problems[0]).to.equal(
      "Pulumi.prod.yaml: aws:region must be an AWS region such as us-east-1; got Frankfurt.",
    );
    expect(problems[1]).to.match(/^Pulumi\.prod\.yaml: lambdock:logRetention is no setting\. Use one of /);
    expect(problems[2]).to.equal(
      "Pulumi.prod.yaml: lambdock:timeout must be a whole number from 1 to 900; got 0.",
    );
  });

  it("shows no secret: not of a setting, and not under a key that is none", async () => {
    const secrets = {
      "lambdock:typo": "s3cr3t",
      "lambdock:endpoint": "s3cr3t",
      "aws:region": "s3cr3t",
    };
    const problems = await problemsOf(secrets, "dev", Object.keys(secrets));
    expect(problems).to.have.lengthOf(3);
    expect(problems.join("\n")).not.to.include("s3cr3t");
    expect(problems[0]).to.match(/; got a secret\.$/);
    expect(problems[2]).to.equal(
      "Pulumi.dev.yaml: lambdock:endpoint must be a URL such as http://localhost:4566, or empty; got a secret.",
    );
    expect((await problemsOf({ "lambdock:typo": "s3cr3t" }))[0]).not.to.include("s3cr3t");
    const names = await problemsOf({ "lambdock:stableVersions": "s3cr3t=1" }, "dev", [
      "lambdock:stableVersions",
    ]);
    expect(names[0]).to.match(/lambdock:stableVersions names a secret, which is no service\. Use one of /);
  });

  it("leaves other namespaces to those who own them", async () => {
    expect(await read({ "aws:profile": "work", "pulumi:tags": "{}", "other:timeout": "0" })).to.be.an(
      "object",
    );
  });

  it("lets several tables belong to one service", async () => {
    const { tableNames } = await read({
      "lambdock:tableNames": "messages=Messages,messages-archive=Archive",
    });
    expect(tableNames).to.deep.equal({ messages: "Messages", "messages-archive": "Archive" });
  });
});
