import { globSync } from "node:fs";
import { expect } from "chai";
import type { DeclaredProgram } from "../../local/program/declared.ts";
import { readStackConfig } from "../../local/program/stack-config.ts";
import { awsRules } from "../../rules/aws/rules.ts";
import { projectRules } from "../../rules/project/rules.ts";
import { checkRules } from "../../rules/rule.ts";
import { declaredStack } from "./declared-stack.ts";

const stacks = globSync("Pulumi.*.yaml").map((file) => file.split(".")[1] ?? "");

describe("the program", () => {
  before(async function () {
    this.timeout(60_000);
    await Promise.all(stacks.map(declaredStack));
  });

  for (const stack of stacks) {
    it(`keeps every rule in stack ${stack}`, async () => {
      const { resources, ...program } = await declaredStack(stack);
      expect(checkRules([...awsRules(accountOf(program)), ...projectRules], resources)).to.deep.equal([]);
    });
  }

  /** Each changes one resource of the real stack, and names the rule that must find it. */
  const MISTAKES = [
    {
      what: "an image by tag",
      type: "aws:lambda/function:Function",
      change: { imageUri: "123456789012.dkr.ecr.us-east-1.amazonaws.com/lambdock-dev-data:latest" },
      rules: ["function-image-by-digest"],
    },
    {
      what: "dynamodb:*",
      type: "aws:iam/rolePolicy:RolePolicy",
      change: {
        policy:
          '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"dynamodb:*","Resource":"arn:aws:dynamodb:us-east-1:123456789012:table/t"}]}',
      },
      rules: ["no-wildcard-action"],
    },
    {
      what: "a permission for everybody",
      type: "aws:lambda/permission:Permission",
      change: {
        principal: "*",
        sourceArn: undefined,
        invokedViaFunctionUrl: undefined,
        action: "lambda:InvokeFunction",
      },
      rules: ["no-public-invoke"],
    },
    {
      what: "a function without a trace",
      type: "aws:lambda/function:Function",
      change: { tracingConfig: { mode: "PassThrough" } },
      rules: ["function-tracing"],
    },
    {
      what: "two platforms",
      type: "docker-build:index:Image",
      change: { platforms: ["linux/amd64", "linux/arm64"] },
      rules: ["image-platform"],
    },
  ] as const;

  for (const { what, type, change, rules } of MISTAKES) {
    it(`would be refused with ${what}, and for that alone`, async () => {
      const { resources } = await declaredStack("dev");
      const victim = resources.findLast((resource) => resource.type === type);
      const changed = resources.map((resource) =>
        resource === victim ? { ...resource, inputs: { ...resource.inputs, ...change } } : resource,
      );
      const findings = checkRules([...awsRules({ concurrentExecutions: 1000 }), ...projectRules], changed);
      expect(findings.map(({ rule }) => rule)).to.deep.equal([...rules]);
      expect(findings[0]?.urn).to.equal(victim?.urn);
    });
  }
});

/** What the stack's settings say of the account. */
function accountOf({ project, stack }: Pick<DeclaredProgram, "project" | "stack">) {
  const { values } = readStackConfig("index.ts", stack);
  return { concurrentExecutions: Number(values[`${project}:accountConcurrency`]) };
}
