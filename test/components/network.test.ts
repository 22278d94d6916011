import { expect } from "chai";
import { Network } from "../../components/network.ts";
import { declare, resolved } from "../support/declare.ts";

const region = "us-east-1";

describe("Network", () => {
  it("declares a VPC in two zones, with gateway endpoints for DynamoDB and S3", async () => {
    const declared = await declare(() => new Network("network", { region }));
    const vpc = declared.one("awsx:ec2:Vpc");
    expect(declared.parentOf(vpc)).to.equal("network");
    expect(vpc.inputs).to.deep.include({
      cidrBlock: "10.0.0.0/16",
      numberOfAvailabilityZones: 2,
      subnetStrategy: "Auto",
      vpcEndpointStrategy: "Auto",
      vpcEndpointSpecs: [
        { serviceName: "com.amazonaws.us-east-1.dynamodb", vpcEndpointType: "Gateway" },
        { serviceName: "com.amazonaws.us-east-1.s3", vpcEndpointType: "Gateway" },
      ],
      tags: { project: "lambdock", stack: "dev", service: "network" },
    });
  });

  it("has a security group that lets nothing in", async () => {
    const declared = await declare(() => new Network("network", { region }));
    const group = declared.one("aws:ec2/securityGroup:SecurityGroup");
    expect(declared.parentOf(group)).to.equal("network");
    expect(group.inputs.ingress).to.deep.equal([]);
    expect(group.inputs.egress).to.deep.equal([
      { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] },
    ]);
  });

  const cases = [
    { nat: "none", strategy: "None", type: "Isolated", subnets: "isolated" },
    { nat: "single", strategy: "Single", type: "Private", subnets: "private" },
    { nat: "one-per-zone", strategy: "OnePerAz", type: "Private", subnets: "private" },
  ] as const;
  for (const { nat, strategy, type, subnets } of cases) {
    it(`puts functions in ${type} subnets with NAT ${nat}`, async () => {
      const declared = await declare(() => new Network("network", { region, nat }));
      const vpc = declared.one("awsx:ec2:Vpc");
      expect(vpc.inputs.natGateways).to.deep.equal({ strategy });
      expect(vpc.inputs.subnetSpecs).to.deep.equal([
        { type: "Public", name: "public" },
        { type, name: "private" },
      ]);
      expect(await resolved(declared.result.subnetIds)).to.deep.equal(vpc.outputs[`${subnets}SubnetIds`]);
    });
  }

  const refused = [
    { args: { region: "Frankfurt" }, message: 'region must be one such as "us-east-1"; got "Frankfurt".' },
    {
      args: { region, cidrBlock: "10.0.0.0" },
      message: 'cidrBlock must be an IPv4 range from /16 to /24 such as "10.0.0.0/16"; got "10.0.0.0".',
    },
    { args: { region, zones: 0 }, message: "zones must be a whole number from 1 to 6; got 0." },
    {
      args: { region, nat: "many" as "none" },
      message: "nat must be one of none, single, one-per-zone; got many.",
    },
  ];
  for (const { args, message } of refused) {
    it(`refuses ${JSON.stringify(args)}`, () => {
      expect(() => new Network("network", args)).to.throw(`Network "network": ${message}`);
    });
  }
});
