import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import type { RuleCase } from "./rule-case.ts";

const fn = (args: Partial<aws.lambda.FunctionArgs>) => () =>
  new aws.lambda.Function("f", { name: "f", role: "r", ...args });
const permission = (args: Partial<aws.lambda.PermissionArgs>) => () =>
  new aws.lambda.Permission("p", { action: "lambda:InvokeFunction", function: "f", principal: "*", ...args });
const logged = (retentionInDays: number | undefined) => () => {
  fn({})();
  new aws.cloudwatch.LogGroup("l", {
    name: "/aws/lambda/f",
    ...(retentionInDays !== undefined && { retentionInDays }),
  });
};
const watched =
  (...metrics: string[]) =>
  () => {
    fn({})();
    for (const metricName of metrics) {
      new aws.cloudwatch.MetricAlarm(metricName, {
        comparisonOperator: "GreaterThanThreshold",
        evaluationPeriods: 1,
        metricQueries: [
          {
            id: "m",
            metric: {
              namespace: "AWS/Lambda",
              metricName,
              period: 60,
              stat: "Sum",
              dimensions: { FunctionName: "f" },
            },
          },
        ],
      });
    }
  };
const alarm = (args: Partial<aws.cloudwatch.MetricAlarmArgs>) => () =>
  new aws.cloudwatch.MetricAlarm("a", {
    comparisonOperator: "GreaterThanThreshold",
    evaluationPeriods: 1,
    ...args,
  });
const table =
  (isGuarded: boolean, protect = true) =>
  () =>
    new aws.dynamodb.Table(
      "t",
      { attributes: [], deletionProtectionEnabled: isGuarded, pointInTimeRecovery: { enabled: true } },
      { protect },
    );
const bucket = (forceDestroy: boolean) => () => new aws.s3.Bucket("b", { forceDestroy }, { protect: true });
const blocked = (restrictPublicBuckets: boolean) => () => {
  const { bucket } = new aws.s3.Bucket("b", {});
  const on = { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true };
  new aws.s3.BucketPublicAccessBlock("b", { bucket, ...on, restrictPublicBuckets });
};

const REPOSITORY = "123456789012.dkr.ecr.us-east-1.amazonaws.com/shop";

export const projectCases: readonly RuleCase[] = [
  {
    rule: "function-memory",
    wrong: fn({}),
    says: "has no memory of its own",
    right: fn({ memorySize: 512 }),
  },
  {
    rule: "function-memory",
    wrong: fn({ memorySize: 4096 }),
    says: "has 4096 MB",
    right: fn({ memorySize: 3008 }),
  },
  {
    rule: "function-timeout",
    wrong: fn({ timeout: 31 }),
    says: "runs up to 31 s",
    right: fn({ timeout: 30 }),
  },
  {
    rule: "function-tracing",
    wrong: fn({ tracingConfig: { mode: "PassThrough" } }),
    says: "is not traced",
    right: fn({ tracingConfig: { mode: "Active" } }),
  },
  {
    rule: "function-concurrency",
    wrong: fn({ reservedConcurrentExecutions: 0 }),
    says: "never runs",
    right: fn({ reservedConcurrentExecutions: -1 }),
  },
  {
    rule: "function-image-by-digest",
    wrong: fn({ imageUri: `${REPOSITORY}:latest` }),
    says: `runs the image "${REPOSITORY}:latest" by tag`,
    right: fn({ imageUri: `${REPOSITORY}@sha256:${"0".repeat(64)}` }),
  },
  { rule: "function-log-retention", wrong: fn({}), says: "has no log group /aws/lambda/f", right: logged(7) },
  { rule: "function-log-retention", wrong: logged(undefined), says: "keeps logs for ever", right: logged(1) },
  {
    rule: "function-log-retention",
    stack: "prod",
    wrong: logged(7),
    says: "keeps logs 7 days",
    right: logged(14),
  },
  {
    rule: "no-public-invoke",
    wrong: permission({}),
    says: "lets every AWS account call lambda:InvokeFunction",
    right: permission({ invokedViaFunctionUrl: true }),
  },
  {
    rule: "no-public-invoke",
    wrong: permission({ action: "lambda:InvokeFunctionUrl" }),
    says: "lets every AWS account call lambda:InvokeFunctionUrl",
    right: permission({ action: "lambda:InvokeFunctionUrl", functionUrlAuthType: "NONE" }),
  },
  {
    rule: "permission-source",
    wrong: permission({ principal: "s3.amazonaws.com" }),
    says: "lets s3.amazonaws.com invoke for anybody's resource",
    right: permission({ principal: "s3.amazonaws.com", sourceArn: "arn:aws:s3:::files" }),
  },
  {
    rule: "bucket-public-access-block",
    wrong: blocked(false),
    says: "Set restrictPublicBuckets to true",
    right: blocked(true),
  },
  {
    rule: "function-alarms",
    wrong: watched("Errors", "Duration"),
    says: "has no alarm for Throttles",
    right: watched("Errors", "Duration", "Throttles"),
  },
  {
    rule: "alarm-says-what",
    wrong: alarm({ alarmDescription: "Something fails." }),
    says: "is silent on missing data",
    right: alarm({ alarmDescription: "Something fails.", treatMissingData: "notBreaching" }),
  },
  {
    rule: "table-protection",
    stack: "prod",
    wrong: table(false),
    says: "must have deletionProtectionEnabled in prod",
    right: table(true),
  },
  {
    rule: "table-protection",
    stack: "prod",
    wrong: table(true, false),
    says: "must be protected by Pulumi in prod",
    right: table(true),
  },
  {
    rule: "bucket-protection",
    stack: "prod",
    wrong: bucket(true),
    says: "must not have forceDestroy in prod",
    right: bucket(false),
  },
  {
    rule: "repository-protection",
    stack: "prod",
    wrong: () => new awsx.ecr.Repository("r", { forceDelete: true }),
    says: "must not have forceDelete in prod",
    right: () => new awsx.ecr.Repository("r", {}),
  },
];
