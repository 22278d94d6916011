import { type Surroundings, suffix } from "./provider-outputs.ts";

type Properties = Readonly<Record<string, unknown>>;

/**
 * awsx components are built by a provider of their own, so mocks see one record without children: what programs read
 * from them is written here by hand.
 */
const BY_TYPE: Readonly<Record<string, (name: string, inputs: Properties, at: Surroundings) => Properties>> =
  {
    "awsx:ecr:Repository": (name, inputs, at) => {
      const repository = typeof inputs.name === "string" ? inputs.name : `${name}-${suffix(at.stack, name)}`;
      return { url: `${at.account}.dkr.ecr.${at.region}.amazonaws.com/${repository}` };
    },
    "awsx:ec2:Vpc": (name, inputs, at) => {
      const zones =
        typeof inputs.numberOfAvailabilityZones === "number" ? inputs.numberOfAvailabilityZones : 3;
      const id = (kind: string, index = 0) => `${kind}-${suffix(at.stack, name, kind, String(index))}`;
      const perZone = (kind: string) => Array.from({ length: zones }, (_, index) => id(kind, index));
      return {
        vpcId: id("vpc"),
        publicSubnetIds: perZone("subnet-public"),
        privateSubnetIds: perZone("subnet-private"),
        isolatedSubnetIds: perZone("subnet-isolated"),
        routeTables: [],
        subnets: [],
        natGateways: [],
        vpcEndpoints: [],
      };
    },
  };

/** @returns undefined for a type that is no awsx component known here. */
export function awsxOutputs(
  type: string,
  name: string,
  inputs: Properties,
  at: Surroundings,
): Properties | undefined {
  const outputs = BY_TYPE[type]?.(name, inputs, at);
  return outputs === undefined ? undefined : { ...inputs, ...outputs };
}
