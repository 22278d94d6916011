import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Arguments } from "./arguments.ts";
import { policyDocument, type Statement } from "./permissions.ts";

/** X-Ray and a function's network interfaces have no resource to name: IAM knows only `*` for these actions. */
const ANY_RESOURCE = ["*"];

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html */
const TRACING: Statement = {
  actions: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
  resources: ANY_RESOURCE,
};

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions */
const NETWORK_INTERFACES: Statement = {
  actions: [
    "ec2:CreateNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:DeleteNetworkInterface",
    "ec2:AssignPrivateIpAddresses",
    "ec2:UnassignPrivateIpAddresses",
  ],
  resources: ANY_RESOURCE,
};

/** Every statement of a function's role: its own logs, traces, its network interfaces if any, then what it asks for. */
export function roleStatements(
  logGroupArn: pulumi.Input<string>,
  inNetwork: boolean,
  permissions: readonly Statement[],
): Statement[] {
  const logging: Statement = {
    // The log group is the program's, so that it has a retention: no logs:CreateLogGroup.
    actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
    resources: [pulumi.interpolate`${logGroupArn}:*`],
  };
  return [logging, TRACING, ...(inNetwork ? [NETWORK_INTERFACES] : []), ...permissions];
}

/** @throws ArgumentError naming an action with a wildcard, or one without its service. */
export function checkPermissions(args: Arguments, permissions: readonly Statement[]): void {
  for (const action of permissions.flatMap(({ actions }) => actions)) {
    args.require(
      !action.includes("*"),
      `permission "${action}" has a wildcard. Name each action that is used.`,
    );
    args.require(
      /^[a-z0-9-]+:\w+$/.test(action),
      `permission "${action}" must be an action such as "s3:GetObject".`,
    );
  }
}

/** The role that Lambda assumes for one function, and its one policy. */
export interface FunctionRole {
  readonly role: aws.iam.Role;
  readonly policy: aws.iam.RolePolicy;
}

export function declareRole(
  name: string,
  statements: readonly Statement[],
  tags: Record<string, string>,
  parent: pulumi.Resource,
): FunctionRole {
  const role = new aws.iam.Role(
    name,
    {
      assumeRolePolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
        ],
      }),
      tags,
    },
    { parent },
  );
  const policy = new aws.iam.RolePolicy(
    name,
    { role: role.name, policy: policyDocument(statements) },
    { parent },
  );
  return { role, policy };
}
