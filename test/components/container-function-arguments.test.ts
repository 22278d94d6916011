import { expect } from "chai";
import { ContainerFunction, type ContainerFunctionArgs } from "../../components/container-function.ts";

const refused: readonly [Partial<ContainerFunctionArgs>, string][] = [
  [{ memorySize: 64 }, "memorySize must be a whole number from 128 to 10240; got 64."],
  [{ timeout: 901 }, "timeout must be a whole number from 1 to 900; got 901."],
  [{ timeout: 1.5 }, "timeout must be a whole number from 1 to 900; got 1.5."],
  [{ architecture: "x86" as "arm64" }, "architecture must be one of x86_64, arm64; got x86."],
  [{ logRetentionDays: 8 }, "logRetentionDays must be one of 1, 3, 5, 7, 14, 30, 60, 90"],
  [{ reservedConcurrency: -1 }, "reservedConcurrency must be a whole number from 0 to 100000; got -1."],
  [{ provisionedConcurrency: 0 }, "provisionedConcurrency must be a whole number from 1 to 100000; got 0."],
  [
    { provisionedConcurrency: 3, reservedConcurrency: 2 },
    "provisionedConcurrency (3) may not exceed reservedConcurrency (2).",
  ],
  [
    { environment: { AWS_REGION: "x" } },
    "environment variable AWS_REGION is reserved: Lambda sets it itself.",
  ],
  [{ environment: { "TABLE-NAME": "x" } }, 'environment variable "TABLE-NAME" must begin with a letter'],
  [{ permissions: [{ actions: ["dynamodb:*"], resources: [] }] }, 'permission "dynamodb:*" has a wildcard.'],
  [
    { permissions: [{ actions: ["PutItem"], resources: [] }] },
    'permission "PutItem" must be an action such as',
  ],
  [
    { canary: { stableVersion: "$LATEST", percent: 10 } },
    'canary.stableVersion must be the number of a published version; got "$LATEST".',
  ],
  [
    { canary: { stableVersion: "7", percent: 100 } },
    "canary.percent must be a whole number from 0 to 99; got 100.",
  ],
  [
    { canary: { stableVersion: "7", percent: 10 }, provisionedConcurrency: 2 },
    "canary may not stand beside provisionedConcurrency: Lambda refuses that on an alias with two versions. Leave one of them out.",
  ],
];

describe("ContainerFunction's arguments", () => {
  for (const [args, message] of refused) {
    it(`refuses ${JSON.stringify(args)}`, () => {
      const given = { entry: "functions/data/handler.ts", image: { dockerfile: "Dockerfile" }, ...args };
      expect(() => new ContainerFunction("orders", given)).to.throw(`ContainerFunction "orders": ${message}`);
    });
  }
});
