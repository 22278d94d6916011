import * as pulumi from "@pulumi/pulumi";
import { Arguments } from "./arguments.ts";

/** What a Lambda function's name may have; its role, its log group and its repository may have more. */
const MAXIMUM_LENGTH = 64;

/**
 * `<project>-<stack>-<name>`: the name in AWS of what people look for by name (functions, log groups, repositories,
 * alarms, APIs), so that several stacks live in one account.
 *
 * @throws ArgumentError when a part is not of lower-case letters, digits and dashes, the strictest rule among those
 *   resources (ECR's), or when the whole has more than 64 characters.
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
 * https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
 */
export function physicalName(type: string, name: string): string {
  const args = new Arguments(type, name);
  const physical = `${pulumi.getProject()}-${pulumi.getStack()}-${name}`;
  args.require(
    /^[a-z0-9]+(-[a-z0-9]+)*$/.test(physical),
    `its name in AWS would be "${physical}", which may have lower-case letters, digits and single dashes only.`,
  );
  args.require(
    physical.length <= MAXIMUM_LENGTH,
    `its name in AWS would be "${physical}" with ${physical.length} characters. Use at most ${MAXIMUM_LENGTH}.`,
  );
  return physical;
}

/**
 * The CloudWatch namespace of what the program itself measures, `<project>/<stack>`: several stacks in one account stay
 * apart.
 */
export function metricNamespace(): string {
  return `${pulumi.getProject()}/${pulumi.getStack()}`;
}
