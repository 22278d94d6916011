import { type Rule, resourceRule } from "../rule.ts";
import { listOf, physicalName, textOf } from "../values.ts";

const SOURCE = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html";
const TYPES = ["aws:ec2/securityGroup:SecurityGroup"];
const ALLOWED = /^[A-Za-z0-9 ._\-:/()#,@[\]+=&;{}!$*]{1,255}$/;
const SAYS = "1 to 255 letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*";

/** https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups */
const MAXIMUM_RULES = 60;

export const securityGroupRules: readonly Rule[] = [
  resourceRule({
    id: "security-group-name",
    sentence: `A security group's name has ${SAYS}, and does not begin with "sg-".`,
    source: SOURCE,
    types: TYPES,
    problems(resource) {
      const name = physicalName(resource) ?? "";
      if (name.startsWith("sg-")) return [`is named "${name}": only AWS's own ids begin with "sg-".`];
      return name === "" || ALLOWED.test(name) ? [] : [`is named "${name}", which may have ${SAYS}.`];
    },
  }),
  resourceRule({
    id: "security-group-description",
    sentence: `A security group's description has ${SAYS}. To change it, the group is replaced.`,
    source: SOURCE,
    types: TYPES,
    problems({ inputs }) {
      const description = textOf(inputs.description);
      if (description === undefined || ALLOWED.test(description)) return [];
      return [`has the description "${description}", which may have ${SAYS}.`];
    },
  }),
  resourceRule({
    id: "security-group-size",
    sentence: `A security group has at most ${MAXIMUM_RULES} rules in each direction.`,
    source:
      "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups",
    types: TYPES,
    problems: ({ inputs }) =>
      (["ingress", "egress"] as const)
        .map((direction) => ({ direction, count: listOf(inputs[direction]).length }))
        .filter(({ count }) => count > MAXIMUM_RULES)
        .map(({ direction, count }) => `has ${count} ${direction} rules. Use at most ${MAXIMUM_RULES}.`),
  }),
];
