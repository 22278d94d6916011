import type { Surroundings } from "./provider-outputs.ts";

type Properties = Readonly<Record<string, unknown>>;

/** Provider functions (`aws.getRegion()` and the like) that a program may call. */
const BY_TOKEN: Readonly<Record<string, (inputs: Properties, at: Surroundings) => Properties>> = {
  "aws:index/getCallerIdentity:getCallerIdentity": (_, at) => ({
    accountId: at.account,
    arn: `arn:aws:iam::${at.account}:root`,
    id: at.account,
    userId: at.account,
  }),
  "aws:index/getRegion:getRegion": (_, at) => ({
    id: at.region,
    name: at.region,
    region: at.region,
    description: at.region,
    endpoint: `ec2.${at.region}.amazonaws.com`,
  }),
  "aws:index/getPartition:getPartition": () => ({ id: "aws", partition: "aws", dnsSuffix: "amazonaws.com" }),
  "aws:index/getAvailabilityZones:getAvailabilityZones": (_, at) => ({
    id: at.region,
    names: ["a", "b", "c"].map((zone) => `${at.region}${zone}`),
    zoneIds: [1, 2, 3].map((zone) => `use1-az${zone}`),
  }),
  "aws:ecr/getAuthorizationToken:getAuthorizationToken": (_, at) => ({
    id: at.region,
    authorizationToken: Buffer.from("AWS:local").toString("base64"),
    userName: "AWS",
    password: "local",
    proxyEndpoint: `https://${at.account}.dkr.ecr.${at.region}.amazonaws.com`,
    expiresAt: "2038-01-01T00:00:00Z",
  }),
  "aws:iam/getPolicyDocument:getPolicyDocument": (inputs) => ({ id: "policy", json: policyDocument(inputs) }),
};

/** @throws Error naming a function that is not answered here, so that a program never goes on with a made-up value. */
export function providerFunction(token: string, inputs: Properties, at: Surroundings): Properties {
  const answer = BY_TOKEN[token];
  if (answer === undefined) {
    const message = `The program calls ${token}, which the local cloud does not answer. Pass the value as a setting.`;
    // Pulumi's SDK reports the `details` of a failed call, as gRPC has them, and no message.
    throw Object.assign(new Error(message), { details: message });
  }
  return answer(inputs, at);
}

interface StatementInput {
  readonly sid?: string;
  readonly effect?: string;
  readonly actions?: string[];
  readonly notActions?: string[];
  readonly resources?: string[];
  readonly notResources?: string[];
  readonly principals?: { type: string; identifiers: string[] }[];
  readonly conditions?: { test: string; variable: string; values: string[] }[];
}

function policyDocument(inputs: Properties): string {
  const statements = (inputs.statements ?? []) as StatementInput[];
  const Statement = statements.map((statement) => ({
    Sid: statement.sid,
    Effect: statement.effect ?? "Allow",
    Action: statement.actions,
    NotAction: statement.notActions,
    Resource: statement.resources,
    NotResource: statement.notResources,
    Principal:
      statement.principals && Object.fromEntries(statement.principals.map((p) => [p.type, p.identifiers])),
    Condition: conditionsOf(statement.conditions),
  }));
  return JSON.stringify({ Version: "2012-10-17", Statement });
}

function conditionsOf(conditions: StatementInput["conditions"]): unknown {
  if (conditions === undefined) return undefined;
  const byTest: Record<string, Record<string, string[]>> = {};
  for (const { test, variable, values } of conditions) {
    byTest[test] = { ...byTest[test], [variable]: values };
  }
  return byTest;
}
