import { expect } from "chai";
import { awsRules } from "../../rules/aws/rules.ts";
import { projectRules } from "../../rules/project/rules.ts";
import { checkRules } from "../../rules/rule.ts";
import { declare } from "../support/declare.ts";
import { apiCases } from "./cases/api.cases.ts";
import { dataCases } from "./cases/data.cases.ts";
import { functionCases } from "./cases/function.cases.ts";
import { monitoringCases } from "./cases/monitoring.cases.ts";
import { nameCases } from "./cases/names.cases.ts";
import { policyCases } from "./cases/policy.cases.ts";
import { projectCases } from "./cases/project.cases.ts";

const rules = [...awsRules({ concurrentExecutions: 1000 }), ...projectRules];
const cases = [
  nameCases,
  functionCases,
  dataCases,
  policyCases,
  apiCases,
  monitoringCases,
  projectCases,
].flat();

/** What the rule of this name says of a program. */
async function messagesOf(rule: string, program: () => void, stack = "dev", copies = 1): Promise<string[]> {
  const { resources } = await declare(program, { stack });
  const last = resources.slice(-1);
  const all = [...resources, ...Array.from({ length: copies - 1 }, () => last).flat()];
  return checkRules(rules, all)
    .filter((finding) => finding.rule === rule)
    .map(({ message }) => message);
}

describe("rules", () => {
  for (const { rule, stack, wrong, says, right, copies } of cases) {
    it(`${rule}: ${says}`, async () => {
      const messages = await messagesOf(rule, wrong, stack, copies?.wrong);
      expect(messages).to.have.lengthOf(1);
      expect(messages[0]).to.include(says);
      expect(await messagesOf(rule, right, stack, copies?.right)).to.deep.equal([]);
    });
  }

  it("have each a program that breaks them", () => {
    const broken = new Set(cases.map(({ rule }) => rule));
    expect(rules.map(({ id }) => id).filter((id) => !broken.has(id))).to.deep.equal([]);
  });

  it("have each their own id, a sentence and a source", () => {
    expect(new Set(rules.map(({ id }) => id)).size).to.equal(rules.length);
    for (const { id, sentence, source } of rules) {
      expect(id).to.match(/^[a-z]+(-[a-z]+)*$/);
      expect(sentence, id).to.match(/^[A-Z].*\.$/);
      expect(new URL(source).protocol, id).to.equal("https:");
    }
  });

  for (const stack of ["dev", "test", "localstack"]) {
    it(`let stack ${stack} delete its data`, async () => {
      const protection = cases.filter(({ rule }) => rule.endsWith("-protection"));
      for (const { rule, wrong } of protection)
        expect(await messagesOf(rule, wrong, stack)).to.deep.equal([]);
    });
  }
});
