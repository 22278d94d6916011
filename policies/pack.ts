import { PolicyPack } from "@pulumi/policy";
import { Config } from "@pulumi/pulumi";
import { awsRules } from "../rules/aws/rules.ts";
import { projectRules } from "../rules/project/rules.ts";
import { policyOf } from "./policy.ts";

/** Lambda's quota in an account that never asked for another. */
const DEFAULT_CONCURRENCY = 1000;

const concurrentExecutions = new Config("lambdock").getNumber("accountConcurrency") ?? DEFAULT_CONCURRENCY;

/** `pulumi preview --policy-pack policies`: every rule is mandatory. */
new PolicyPack("lambdock", {
  policies: [...awsRules({ concurrentExecutions }), ...projectRules].map(policyOf),
});
