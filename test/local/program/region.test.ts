import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { regionOf } from "../../../local/program/region.ts";
import { readSettings } from "../../../settings.ts";
import { awsOptions } from "../../../tasks/aws.ts";
import { declare } from "../../support/declare.ts";
import { setEnvironment } from "../../support/dynamodb.ts";

interface Given {
  readonly config?: Readonly<Record<string, string>>;
  readonly AWS_REGION?: string;
  readonly AWS_DEFAULT_REGION?: string;
}

const cases: readonly [string, Given, string | undefined][] = [
  ["its configuration", { config: { "aws:region": "eu-west-1" }, AWS_REGION: "eu-central-1" }, "eu-west-1"],
  ["AWS_REGION", { AWS_REGION: "eu-central-1", AWS_DEFAULT_REGION: "eu-north-1" }, "eu-central-1"],
  ["AWS_DEFAULT_REGION", { AWS_DEFAULT_REGION: "eu-north-1" }, "eu-north-1"],
  ["none", {}, undefined],
];

describe("a stack's region", () => {
  for (const [from, { config = {}, AWS_REGION = "", AWS_DEFAULT_REGION = "" }, region] of cases) {
    it(`is that of ${from}: the same for the local cloud, the verbs and the program`, async () => {
      const restore = setEnvironment({ AWS_REGION, AWS_DEFAULT_REGION });
      try {
        expect(regionOf(config)).to.equal(region ?? "us-east-1");
        const stack = { project: "lambdock", stack: "dev", directory: ".", program: "index.ts" };
        expect(awsOptions({ ...stack, values: config }).region).to.equal(region ?? "us-east-1");
        const ofProgram = await declare(readSettings, { config }).then(
          ({ result }) => result.region,
          (error: unknown) => (pulumi.RunError.isInstance(error) ? undefined : error),
        );
        expect(ofProgram).to.equal(region);
      } finally {
        restore();
      }
    });
  }
});
