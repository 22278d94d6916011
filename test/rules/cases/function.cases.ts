import * as aws from "@pulumi/aws";
import { Image } from "@pulumi/docker-build";
import type { RuleCase } from "./rule-case.ts";
import { numbered } from "./rule-case.ts";

type FunctionArgs = Partial<aws.lambda.FunctionArgs>;

const fn = (args: FunctionArgs, name = "f") => new aws.lambda.Function(name, { name, role: "r", ...args });
const variables = (values: Record<string, string>) => () => fn({ environment: { variables: values } });
const image = (args: object) => () =>
  new Image("i", { push: false, platforms: ["linux/amd64"], exports: [{ raw: "type=registry" }], ...args });
const ofImage = { packageType: "Image", imageUri: `host/name@sha256:${"0".repeat(64)}` };

/** Permissions of one alias for many routes. */
const permissions = (count: number) => () => {
  for (const key of numbered(count, "route-")) {
    new aws.lambda.Permission(key, {
      action: "lambda:InvokeFunction",
      function: "f",
      qualifier: "live",
      principal: "apigateway.amazonaws.com",
      sourceArn: `arn:aws:execute-api:us-east-1:123456789012:abcdefghij/*/GET/${key}`,
    });
  }
};

const url = () =>
  new aws.lambda.FunctionUrl("f", { functionName: "f", qualifier: "live", authorizationType: "NONE" });
const urlGrant = (args: Omit<aws.lambda.PermissionArgs, "function" | "principal">) =>
  new aws.lambda.Permission(String(args.action), {
    function: "f",
    qualifier: "live",
    principal: "*",
    ...args,
  });

export const functionCases: readonly RuleCase[] = [
  {
    rule: "function-memory-range",
    wrong: () => fn({ memorySize: 64 }),
    says: "has 64 MB of memory",
    right: () => fn({ memorySize: 128 }),
  },
  {
    rule: "function-timeout-range",
    wrong: () => fn({ timeout: 901 }),
    says: "has 901 s of time-out",
    right: () => fn({ timeout: 900 }),
  },
  {
    rule: "function-storage-range",
    wrong: () => fn({ ephemeralStorage: { size: 256 } }),
    says: "has 256 MB of ephemeral storage",
    right: () => fn({ ephemeralStorage: { size: 512 } }),
  },
  {
    rule: "function-architecture",
    wrong: () => fn({ architectures: ["x86_64", "arm64"] }),
    says: "x86_64, arm64",
    right: () => fn({ architectures: ["arm64"] }),
  },
  {
    rule: "function-image-package",
    wrong: () => fn({ ...ofImage, handler: "handler.handler" }),
    says: "packageType Image and handler",
    right: () => fn(ofImage),
  },
  {
    rule: "function-environment-size",
    wrong: variables({ NOTE: "x".repeat(4096) }),
    says: "bytes of environment",
    // As JSON: the text, its key, quotes, colon and braces.
    right: variables({ NOTE: "x".repeat(4096 - '{"NOTE":""}'.length) }),
  },
  {
    rule: "function-environment-names",
    wrong: variables({ AWS_REGION: "eu-west-1" }),
    says: "sets AWS_REGION, which Lambda reserves",
    right: variables({ AWS_ENDPOINT_URL: "http://localhost:4566" }),
  },
  {
    rule: "function-environment-names",
    wrong: variables({ "TABLE-NAME": "t" }),
    says: 'sets "TABLE-NAME"',
    right: variables({ TABLE_NAME: "t" }),
  },
  {
    rule: "reserved-concurrency-sum",
    wrong: () => {
      fn({ reservedConcurrentExecutions: 500 });
      fn({ reservedConcurrentExecutions: 401 }, "g");
    },
    says: 'Function "f" and others reserve 901 executions of an account that can reserve 900',
    right: () => {
      fn({ reservedConcurrentExecutions: 900 });
      fn({ reservedConcurrentExecutions: -1 }, "g");
    },
  },
  {
    rule: "provisioned-concurrency",
    wrong: () => provisioned(11),
    says: "provisions 11 of 10",
    right: () => provisioned(10),
  },
  {
    rule: "function-policy-size",
    wrong: permissions(70),
    says: "is the last of 70 permissions on f:live",
    right: permissions(50),
  },
  {
    rule: "function-url-grants",
    wrong: () => {
      url();
      urlGrant({ action: "lambda:InvokeFunctionUrl", functionUrlAuthType: "NONE" });
      urlGrant({ action: "lambda:InvokeFunction" });
    },
    says: "lacks the permission lambda:InvokeFunction with invokedViaFunctionUrl",
    right: () => {
      url();
      urlGrant({ action: "lambda:InvokeFunctionUrl", functionUrlAuthType: "NONE" });
      urlGrant({ action: "lambda:InvokeFunction", invokedViaFunctionUrl: true });
    },
  },
  {
    rule: "image-platform",
    wrong: image({ platforms: ["linux/amd64", "linux/arm64"] }),
    says: "linux/amd64, linux/arm64",
    right: image({ platforms: ["linux/arm64"] }),
  },
  {
    rule: "image-platform",
    wrong: image({ platforms: undefined }),
    says: "names no platform",
    right: image({}),
  },
  {
    rule: "image-attestations",
    wrong: image({ exec: true }),
    says: "built with exec",
    right: image({ exec: false }),
  },
  {
    rule: "image-attestations",
    wrong: image({ exports: [{ raw: "type=registry,attest:provenance=mode=max" }] }),
    says: "attest:provenance",
    right: image({ exports: [{ raw: "type=registry,provenance=false" }] }),
  },
];

function provisioned(provisionedConcurrentExecutions: number): void {
  fn({ reservedConcurrentExecutions: 10 });
  new aws.lambda.ProvisionedConcurrencyConfig("f", {
    functionName: "f",
    qualifier: "live",
    provisionedConcurrentExecutions,
  });
}
