import * as aws from "@pulumi/aws";
import * as ec2 from "@pulumi/awsx/ec2/index.js";
import * as pulumi from "@pulumi/pulumi";
import { Arguments } from "./arguments.ts";
import { type Tags, tagsOf } from "./tags.ts";

/** How private subnets reach the internet. A NAT gateway costs about 32 USD a month, each. */
export const natGateways = ["none", "single", "one-per-zone"] as const;
export type NatGateways = (typeof natGateways)[number];

export interface NetworkArgs {
  /** AWS region: the names of its gateway endpoints have it in them, so it must be known before anything is made. */
  readonly region: string;
  /** Default: `10.0.0.0/16`. */
  readonly cidrBlock?: string;
  /** From 1 to 6. Default: 2. */
  readonly zones?: number;
  /** Default: `none`. Changing it replaces the private subnets. */
  readonly nat?: NatGateways;
  readonly tags?: Tags;
}

/** Where a function joins a network. */
export interface FunctionNetwork {
  readonly subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  readonly securityGroupIds: pulumi.Input<pulumi.Input<string>[]>;
}

const NAT_STRATEGY = { none: "None", single: "Single", "one-per-zone": "OnePerAz" } as const;

/**
 * A VPC with public and private subnets in two zones, gateway endpoints for DynamoDB and S3 (both free), and a security
 * group that lets functions call out and lets nothing in. Without NAT, a function in it reaches DynamoDB and S3 by the
 * endpoints, and nothing else of AWS or the internet; calls to the function itself do not pass through the network.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc-internet.html
 */
export class Network extends pulumi.ComponentResource implements FunctionNetwork {
  readonly vpcId: pulumi.Output<string>;
  /** Private subnets, one a zone. */
  readonly subnetIds: pulumi.Output<string[]>;
  readonly publicSubnetIds: pulumi.Output<string[]>;
  /** The egress-only group alone. */
  readonly securityGroupIds: pulumi.Output<string[]>;

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    check(name, args);
    super("lambdock:index:Network", name, {}, opts);
    const tags = tagsOf(name, args.tags);
    const nat = args.nat ?? "none";
    const privateType = nat === "none" ? "Isolated" : "Private";
    const vpc = new ec2.Vpc(
      name,
      {
        cidrBlock: args.cidrBlock ?? "10.0.0.0/16",
        numberOfAvailabilityZones: args.zones ?? 2,
        enableDnsHostnames: true,
        enableDnsSupport: true,
        natGateways: { strategy: NAT_STRATEGY[nat] },
        // "Legacy", the default, orders subnets by its own rules and gives gateway endpoints no route table.
        subnetStrategy: "Auto",
        subnetSpecs: [
          { type: "Public", name: "public" },
          { type: privateType, name: "private" },
        ],
        vpcEndpointStrategy: "Auto",
        vpcEndpointSpecs: ["dynamodb", "s3"].map((service) => ({
          serviceName: `com.amazonaws.${args.region}.${service}`,
          vpcEndpointType: "Gateway",
        })),
        tags,
      },
      { parent: this },
    );
    const securityGroup = new aws.ec2.SecurityGroup(
      name,
      {
        description: "Functions: every call out, none in",
        vpcId: vpc.vpcId,
        ingress: [],
        egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
        tags,
      },
      { parent: this },
    );
    this.vpcId = vpc.vpcId;
    this.subnetIds = nat === "none" ? vpc.isolatedSubnetIds : vpc.privateSubnetIds;
    this.publicSubnetIds = vpc.publicSubnetIds;
    this.securityGroupIds = securityGroup.id.apply((id) => [id]);
    this.registerOutputs({
      vpcId: this.vpcId,
      subnetIds: this.subnetIds,
      publicSubnetIds: this.publicSubnetIds,
      securityGroupIds: this.securityGroupIds,
    });
  }
}

function check(name: string, { region, cidrBlock, zones, nat }: NetworkArgs): void {
  const args = new Arguments("Network", name);
  args.require(
    /^[a-z]{2}(-[a-z]+)+-\d$/.test(region),
    `region must be one such as "us-east-1"; got "${region}".`,
  );
  const prefix = Number(/^\d{1,3}(?:\.\d{1,3}){3}\/(\d{1,2})$/.exec(cidrBlock ?? "10.0.0.0/16")?.[1]);
  args.require(
    prefix >= 16 && prefix <= 24,
    `cidrBlock must be an IPv4 range from /16 to /24 such as "10.0.0.0/16"; got "${cidrBlock}".`,
  );
  args.wholeNumber("zones", zones, { min: 1, max: 6 });
  args.oneOf("nat", nat, natGateways);
}
