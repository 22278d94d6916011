import type { DeclaredProgram, DeclaredResource } from "../../../local/program/declared.ts";

export const region = "eu-west-1";

export function program(resources: readonly DeclaredResource[]): DeclaredProgram {
  return { project: "shop", stack: "dev", region, directory: "/shop", resources, outputs: {}, sources: [] };
}

/** A declared resource, its physical name as given by `inputs.name` or else its logical name. */
export function resource(
  type: string,
  name: string,
  inputs: Readonly<Record<string, unknown>>,
  outputs: Readonly<Record<string, unknown>> = {},
): DeclaredResource {
  return {
    urn: `urn:pulumi:dev::shop::${type}::${name}`,
    type,
    name,
    id: name,
    custom: true,
    protect: false,
    inputs,
    outputs: { name, ...inputs, ...outputs },
  };
}

export function table(name: string, inputs: Readonly<Record<string, unknown>> = {}): DeclaredResource {
  return resource("aws:dynamodb/table:Table", name, {
    hashKey: "id",
    attributes: [{ name: "id", type: "S" }],
    billingMode: "PAY_PER_REQUEST",
    ...inputs,
  });
}

export function roleArn(name: string): string {
  return `arn:aws:iam::000000000000:role/${name}`;
}

export function tableArn(name: string): string {
  return `arn:aws:dynamodb:${region}:000000000000:table/${name}`;
}

/** A role with one inline policy of these statements. */
export function role(name: string, statements: readonly object[]): DeclaredResource[] {
  return [
    resource("aws:iam/role:Role", name, {}, { arn: roleArn(name) }),
    resource("aws:iam/rolePolicy:RolePolicy", `${name}-policy`, {
      role: name,
      policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
    }),
  ];
}
