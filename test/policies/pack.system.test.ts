import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import type { Resource } from "../../rules/rule.ts";
import { policyCases } from "../rules/cases/policy.cases.ts";
import { projectCases } from "../rules/cases/project.cases.ts";
import { declaredStack } from "../rules/declared-stack.ts";
import { declare } from "../support/declare.ts";
import { type Analyzer, startAnalyzer, type Violation } from "./analyzer.ts";

const ACCOUNT_CONCURRENCY = 200;

describe("the policy pack", () => {
  let pack: Analyzer;

  before(async function () {
    this.timeout(60_000);
    pack = await startAnalyzer("policies", { "lambdock:accountConcurrency": String(ACCOUNT_CONCURRENCY) });
  });

  after(() => pack?.stop());

  /** As the engine asks: each resource by itself, then all of them. */
  async function violations(resources: readonly Resource[]): Promise<Violation[]> {
    const found: Violation[] = [];
    for (const resource of resources) found.push(...(await pack.analyze(resource)));
    return [...found, ...(await pack.analyzeStack(resources))];
  }

  for (const stack of ["dev", "prod"]) {
    it(`has nothing to say of stack ${stack}`, async function () {
      this.timeout(60_000);
      expect(await violations((await declaredStack(stack)).resources)).to.deep.equal([]);
    });
  }

  for (const { rule, stack = "dev", wrong, says } of [...projectCases, ...policyCases]) {
    it(`refuses by ${rule}: ${says}`, async () => {
      const { resources } = await declare(wrong, { stack });
      const found = (await violations(resources)).filter(({ policy }) => policy === rule);
      expect(found).to.have.lengthOf(1);
      expect(found[0]).to.include({ isMandatory: true });
      expect(found[0]?.message).to.include(says);
    });
  }

  it("takes the account's limit from the stack's configuration", async () => {
    const { resources } = await declare(
      () =>
        new aws.lambda.Function("f", { role: "r", reservedConcurrentExecutions: ACCOUNT_CONCURRENCY - 99 }),
    );
    const policies = (await pack.analyzeStack(resources)).map(({ policy }) => policy);
    expect(policies).to.include("reserved-concurrency-sum");
  });

  it("holds nothing against what a preview can't know yet", async () => {
    const { resources } = await declaredStack("prod");
    const isComputed = (text: string) => /arn:|sha256:|^\d{12}\.|-[0-9a-f]{7}$/.test(text);
    const preview = resources.map((resource) => ({
      ...resource,
      inputs: masked(resource.inputs, isComputed),
    }));
    expect(JSON.stringify(preview)).to.include(pulumi.runtime.unknownValue);
    expect(await violations(preview)).to.deep.equal([]);
  });
});

/** A copy in which some texts are what the engine writes for a value that is not known. */
function masked(inputs: Resource["inputs"], isUnknown: (text: string) => boolean): Resource["inputs"] {
  return JSON.parse(JSON.stringify(inputs), (_, value) =>
    typeof value === "string" && isUnknown(value) ? pulumi.runtime.unknownValue : value,
  );
}
