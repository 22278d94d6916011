import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type * as aws from "@pulumi/aws";
import { expect } from "chai";
import { ContainerFunction, type ContainerFunctionArgs } from "../../components/container-function.ts";
import { allow } from "../../components/permissions.ts";
import { declare, resolved } from "../support/declare.ts";

const FUNCTION = "aws:lambda/function:Function";
const ALIAS = "aws:lambda/alias:Alias";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const PERMISSION = "aws:lambda/permission:Permission";
const name = "declared-in-test";
const physical = `lambdock-dev-${name}`;
const entry = "functions/data/handler.ts";

describe("ContainerFunction", () => {
  let folder: string;
  let dockerfile: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "function-"));
    dockerfile = join(folder, "Dockerfile");
    writeFileSync(dockerfile, "FROM scratch AS lambda\n");
  });

  after(() => {
    for (const path of [folder, `.build/${name}`, `.build/${name}.bundle.json`]) {
      rmSync(path, { recursive: true, force: true });
    }
  });

  function declareFunction(args: Partial<ContainerFunctionArgs> = {}) {
    return declare(() => new ContainerFunction(name, { entry, image: { dockerfile }, ...args }));
  }

  it("runs its image by digest, with what Lambda needs and nothing else", async () => {
    const declared = await declareFunction();
    const fn = declared.one(FUNCTION);
    const image = declared.one("docker-build:index:Image");
    expect(declared.parentOf(fn)).to.equal(name);
    expect(fn.inputs).to.deep.equal({
      name: physical,
      packageType: "Image",
      imageUri: `123456789012.dkr.ecr.us-east-1.amazonaws.com/${physical}@${image.outputs.digest}`,
      imageConfig: { commands: ["handler.handler"] },
      role: declared.one("aws:iam/role:Role").outputs.arn,
      architectures: ["x86_64"],
      memorySize: 512,
      timeout: 15,
      publish: true,
      tracingConfig: { mode: "Active" },
      tags: { project: "lambdock", stack: "dev", service: name },
    });
    expect(image.inputs.context).to.deep.equal({ location: `.build/${name}` });
  });

  it("takes its configuration from its arguments", async () => {
    const declared = await declareFunction({
      memorySize: 1024,
      timeout: 30,
      architecture: "arm64",
      environment: { TABLE_NAME: "orders" },
      reservedConcurrency: 5,
      network: { subnetIds: ["subnet-1"], securityGroupIds: ["group-1"] },
      tags: { owner: "sales" },
    });
    expect(declared.one(FUNCTION).inputs).to.deep.include({
      memorySize: 1024,
      timeout: 30,
      architectures: ["arm64"],
      environment: { variables: { TABLE_NAME: "orders" } },
      reservedConcurrentExecutions: 5,
      vpcConfig: { subnetIds: ["subnet-1"], securityGroupIds: ["group-1"] },
      tags: { project: "lambdock", stack: "dev", service: name, owner: "sales" },
    });
    expect(declared.one("docker-build:index:Image").inputs.platforms).to.deep.equal(["linux/arm64"]);
  });

  it("writes to a log group that the program keeps for some days", async () => {
    const declared = await declareFunction({ logRetentionDays: 30 });
    const group = declared.one("aws:cloudwatch/logGroup:LogGroup");
    expect(group.inputs).to.deep.include({ name: `/aws/lambda/${physical}`, retentionInDays: 30 });
  });

  describe("its role", () => {
    async function statements(args: Partial<ContainerFunctionArgs> = {}) {
      const declared = await declareFunction(args);
      const role = declared.one("aws:iam/role:Role");
      const policy = declared.one("aws:iam/rolePolicy:RolePolicy");
      expect(role.inputs).not.to.have.any.keys("inlinePolicies", "managedPolicyArns");
      expect(policy.inputs.role).to.equal(role.outputs.name);
      return JSON.parse(String(policy.inputs.policy)).Statement as { Action: string[]; Resource: string[] }[];
    }

    it("lets Lambda alone assume it", async () => {
      const declared = await declareFunction();
      const document = JSON.parse(String(declared.one("aws:iam/role:Role").inputs.assumeRolePolicy));
      expect(document.Statement).to.deep.equal([
        { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
      ]);
    });

    it("may write its own logs and traces, and no more", async () => {
      expect(await statements()).to.deep.equal([
        {
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
          Resource: [`arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/${physical}:*`],
        },
        { Effect: "Allow", Action: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], Resource: ["*"] },
      ]);
    });

    it("may do what its permissions say", async () => {
      const table = {
        arn: "arn:aws:dynamodb:us-east-1:123456789012:table/orders",
      } as unknown as aws.dynamodb.Table;
      const all = await statements({ permissions: [allow.put(table)] });
      expect(all.slice(2)).to.deep.equal([
        { Effect: "Allow", Action: ["dynamodb:PutItem"], Resource: [table.arn] },
      ]);
    });

    it("may handle network interfaces in a VPC", async () => {
      const all = await statements({ network: { subnetIds: ["subnet-1"], securityGroupIds: ["group-1"] } });
      expect(all[2]?.Action).to.include("ec2:CreateNetworkInterface");
    });

    it("has no wildcard among its actions", async () => {
      const network = { subnetIds: ["subnet-1"], securityGroupIds: ["group-1"] };
      const actions = (await statements({ network })).flatMap(({ Action }) => Action);
      expect(actions.filter((action) => action.includes("*"))).to.be.empty;
    });
  });

  describe("its alias", () => {
    it("serves the published version", async () => {
      const declared = await declareFunction();
      expect(declared.one(ALIAS).inputs).to.deep.equal({
        name: "live",
        functionName: physical,
        functionVersion: "1",
      });
    });

    it("keeps a stable version and sends the new one a share of the traffic", async () => {
      const declared = await declareFunction({ canary: { stableVersion: "7", percent: 10 } });
      expect(declared.one(ALIAS).inputs).to.deep.include({
        functionVersion: "7",
        routingConfig: { additionalVersionWeights: { 1: 0.1 } },
      });
      const alarm = declared.one(ALARM, `${name}-canary`);
      const [, failures] = alarm.inputs.metricQueries as { metric: { dimensions: object } }[];
      expect(failures?.metric.dimensions).to.deep.equal({
        FunctionName: physical,
        Resource: `${physical}:live`,
        ExecutedVersion: "1",
      });
    });

    it("names a version once when there is nothing new", async () => {
      const declared = await declareFunction({ canary: { stableVersion: "1", percent: 10 } });
      expect(declared.one(ALIAS).inputs.routingConfig).to.equal(undefined);
    });

    it("is rolled back: the stable version alone has the traffic", async () => {
      const canary = { stableVersion: "7", percent: 0 };
      const declared = await declareFunction({ canary, provisionedConcurrency: 2 });
      expect(declared.one(ALIAS).inputs.functionVersion).to.equal("7");
      expect(declared.one(ALIAS).inputs.routingConfig).to.equal(undefined);
    });

    it("is kept warm when asked to", async () => {
      const declared = await declareFunction({ provisionedConcurrency: 2 });
      expect(
        declared.one("aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig").inputs,
      ).to.deep.equal({ functionName: physical, qualifier: "live", provisionedConcurrentExecutions: 2 });
    });
  });

  describe("its Function URL", () => {
    it("is declared only when asked for", async () => {
      const declared = await declareFunction();
      expect(declared.all("aws:lambda/functionUrl:FunctionUrl")).to.be.empty;
      expect(declared.all(PERMISSION)).to.be.empty;
      expect(declared.result.url).to.equal(undefined);
    });

    it("opens the alias to everyone, through the URL only", async () => {
      const declared = await declareFunction({ functionUrl: true });
      const url = declared.one("aws:lambda/functionUrl:FunctionUrl");
      expect(url.inputs).to.deep.equal({
        functionName: physical,
        qualifier: "live",
        authorizationType: "NONE",
        invokeMode: "BUFFERED",
      });
      const target = { function: physical, qualifier: "live", principal: "*" };
      expect(declared.all(PERMISSION).map(({ inputs }) => inputs)).to.have.deep.members([
        { ...target, action: "lambda:InvokeFunctionUrl", functionUrlAuthType: "NONE" },
        { ...target, action: "lambda:InvokeFunction", invokedViaFunctionUrl: true },
      ]);
      expect(declared.result.url && (await resolved(declared.result.url))).to.equal(url.outputs.functionUrl);
    });
  });

  it("has alarms that tell a topic, each with a decision about missing data", async () => {
    const topic = "arn:aws:sns:us-east-1:123456789012:alerts";
    const declared = await declareFunction({ alarmActions: [topic], timeout: 10 });
    const alarms = declared.all(ALARM);
    expect(alarms.map(({ inputs }) => inputs.name)).to.have.members([
      `${physical}-errors`,
      `${physical}-throttles`,
      `${physical}-duration`,
      `${physical}-concurrency`,
    ]);
    for (const { inputs } of alarms) {
      expect(inputs).to.deep.include({
        alarmActions: [topic],
        okActions: [topic],
        treatMissingData: "notBreaching",
      });
    }
    expect(declared.one(ALARM, `${name}-duration`).inputs).to.deep.include({
      metricName: "Duration",
      extendedStatistic: "p95",
      threshold: 8000,
      dimensions: { FunctionName: physical },
    });
  });

  for (const [given, threshold] of [
    [{}, 800],
    [{ accountConcurrency: 10 }, 8],
    [{ reservedConcurrency: 20 }, 16],
    [{ reservedConcurrency: 0 }, 1],
  ] as const) {
    it(`alarms at ${threshold} executions at once with ${JSON.stringify(given)}`, async () => {
      const declared = await declareFunction(given);
      expect(declared.one(ALARM, `${name}-concurrency`).inputs).to.deep.include({
        metricName: "ConcurrentExecutions",
        statistic: "Maximum",
        threshold,
      });
    });
  }

  it("leaves calling to a composite alarm, but for the version on trial", async () => {
    const topic = "arn:aws:sns:us-east-1:123456789012:alerts";
    const canary = { stableVersion: "7", percent: 10 };
    const declared = await declareFunction({ alarmActions: [topic], composed: true, canary });
    const calling = declared.all(ALARM).filter(({ inputs }) => "alarmActions" in inputs);
    expect(calling.map(({ inputs }) => inputs.name)).to.deep.equal([`${physical}-canary`]);
  });

  it("counts ERROR lines and time-outs in its log", async () => {
    const declared = await declareFunction();
    const filters = declared.all("aws:cloudwatch/logMetricFilter:LogMetricFilter");
    expect(filters.map(({ inputs }) => inputs.pattern)).to.have.members([
      '{ $.level = "ERROR" }',
      '"Task timed out"',
    ]);
    for (const { inputs } of filters) {
      expect(inputs.logGroupName).to.equal(`/aws/lambda/${physical}`);
      expect(inputs.metricTransformation).to.deep.include({ namespace: "lambdock/dev/logs", value: "1" });
    }
  });
});
