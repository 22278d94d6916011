import type { DeclaredResource } from "../local/program/declared.ts";
import { physicalName, textOf } from "../rules/values.ts";

/** Says what an ARN belongs to in the program's own words: `Table orders/index/*`. */
export type Label = (arn: string) => string;

/** Names in AWS differ from revision to revision where Pulumi makes them up; logical ones are what people know. */
export function labelsOf(resources: readonly DeclaredResource[]): Label {
  const known = resources
    .flatMap((resource) => arnsOf(resource).map((arn) => ({ arn, label: labelOf(resource) })))
    .toSorted((a, b) => b.arn.length - a.arn.length);
  return (arn) => {
    const owner = known.find((each) => arn === each.arn || isPartOf(arn, each.arn));
    return owner === undefined ? arn : owner.label + arn.slice(owner.arn.length);
  };
}

/** The logical name of the function with this name or ARN, qualified or not. */
export function functionLabel(resources: readonly DeclaredResource[], nameOrArn: string): string {
  const name = /(?:function:)?([A-Za-z0-9_-]+)(?::[^:/]+)?(?:\/invocations)?$/.exec(nameOrArn)?.[1];
  const fn = resources.find(
    (resource) => resource.type === "aws:lambda/function:Function" && physicalName(resource) === name,
  );
  return fn?.name ?? nameOrArn;
}

function arnsOf({ outputs }: DeclaredResource): string[] {
  return [outputs.arn, outputs.executionArn].flatMap((arn) => textOf(arn) ?? []);
}

function labelOf({ type, name }: DeclaredResource): string {
  return `${type.split(":").at(-1)} ${name}`;
}

function isPartOf(arn: string, owner: string): boolean {
  return arn.startsWith(`${owner}/`) || arn.startsWith(`${owner}:`);
}
