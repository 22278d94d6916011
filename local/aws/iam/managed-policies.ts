import { LocalError } from "../../emulator.ts";
import { parsePolicy } from "./policy-document.ts";
import type { IdentityPolicy } from "./statement.ts";

const writeLogs = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"];

/** Actions on every resource, by the ARN after `arn:aws:iam::aws:policy/`. */
const actions: Readonly<Record<string, readonly string[]>> = {
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaBasicExecutionRole.html
  "service-role/AWSLambdaBasicExecutionRole": writeLogs,
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaVPCAccessExecutionRole.html
  "service-role/AWSLambdaVPCAccessExecutionRole": [
    ...writeLogs,
    "ec2:CreateNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:DeleteNetworkInterface",
    "ec2:AssignPrivateIpAddresses",
    "ec2:UnassignPrivateIpAddresses",
  ],
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSXRayDaemonWriteAccess.html
  AWSXRayDaemonWriteAccess: [
    "xray:PutTraceSegments",
    "xray:PutTelemetryRecords",
    "xray:GetSamplingRules",
    "xray:GetSamplingTargets",
    "xray:GetSamplingStatisticSummaries",
  ],
};

const prefix = "arn:aws:iam::aws:policy/";

export function isAwsManaged(policyArn: string): boolean {
  return policyArn.startsWith(prefix);
}

/** @throws LocalError for a policy of AWS that is not carried here */
export function awsManagedPolicy(policyArn: string, roleName: string): IdentityPolicy {
  const name = policyArn.slice(prefix.length);
  const action = actions[name];
  if (!action) {
    throw new LocalError(
      `IAM role "${roleName}": the local cloud does not know the AWS-managed policy ${policyArn}. ` +
        `It knows ${Object.keys(actions).join(", ")}; declare an aws.iam.Policy with the actions that the role needs.`,
    );
  }
  return parsePolicy(name, { Statement: { Effect: "Allow", Action: action, Resource: "*" } });
}
