import type { DeclaredProgram, DeclaredResource } from "../../../local/program/declared.ts";

type Properties = Record<string, unknown>;

const account = "000000000000";

export function arnOf(name: string): string {
  return `arn:aws:lambda:eu-west-1:${account}:function:${name}`;
}

export function resource(
  type: string,
  name: string,
  inputs: Properties,
  outputs: Properties = {},
): DeclaredResource {
  return { urn: `urn:${type}::${name}`, type, name, id: name, custom: true, protect: false, inputs, outputs };
}

/** A function as the evaluator hands it over; its image is not looked at unless the test does. */
export function functionResource(name: string, inputs: Properties = {}): DeclaredResource {
  const role = `arn:aws:iam::${account}:role/${name}`;
  return resource(
    "aws:lambda/function:Function",
    name,
    { role, ...inputs },
    { name, arn: arnOf(name), version: "1" },
  );
}

export function aliasResource(name: string, functionName: string, inputs: Properties = {}): DeclaredResource {
  return resource("aws:lambda/alias:Alias", name, { name, functionName, functionVersion: "1", ...inputs });
}

export function permissionResource(inputs: Properties): DeclaredResource {
  return resource("aws:lambda/permission:Permission", "permission", {
    action: "lambda:InvokeFunction",
    ...inputs,
  });
}

export function programOf(
  resources: readonly DeclaredResource[],
  directory = import.meta.dirname,
): DeclaredProgram {
  return {
    project: "test",
    stack: "dev",
    region: "eu-west-1",
    directory,
    resources,
    outputs: {},
    sources: [],
  };
}
