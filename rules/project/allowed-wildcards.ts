/** An action that may name every resource, and why. */
export interface AllowedWildcard {
  readonly action: string;
  readonly reason: string;
}

const NO_RESOURCE_TYPE = "IAM knows no resource for this action, only *.";
const INTERFACES = "Lambda makes a function's network interfaces, whose ids nobody knows before.";

/**
 * Actions that IAM can't tie to one resource. Everything else names what it is for.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
 */
export const allowedWildcards: readonly AllowedWildcard[] = [
  { action: "xray:PutTraceSegments", reason: NO_RESOURCE_TYPE },
  { action: "xray:PutTelemetryRecords", reason: NO_RESOURCE_TYPE },
  { action: "ec2:DescribeNetworkInterfaces", reason: NO_RESOURCE_TYPE },
  { action: "ec2:DescribeSubnets", reason: NO_RESOURCE_TYPE },
  { action: "ec2:CreateNetworkInterface", reason: INTERFACES },
  { action: "ec2:DeleteNetworkInterface", reason: INTERFACES },
  { action: "ec2:AssignPrivateIpAddresses", reason: INTERFACES },
  { action: "ec2:UnassignPrivateIpAddresses", reason: INTERFACES },
];
