import { type PolicyResource, type ResourceValidationArgs, UnknownValueError } from "@pulumi/policy";
import type { Resource } from "../rules/rule.ts";
import { UNKNOWN } from "../rules/values.ts";

/** A resource as rules see it. Pulumi shows a policy either its inputs or what it became, never both. */
export function resourceOf(
  args: Pick<ResourceValidationArgs | PolicyResource, "urn" | "type" | "name" | "opts" | "props">,
): Resource {
  const { urn, type, name, opts } = args;
  const properties = known(args.props) as Resource["inputs"];
  return {
    urn,
    type,
    name,
    ...(opts.parent !== undefined && { parent: opts.parent }),
    protect: opts.protect,
    inputs: properties,
    outputs: properties,
  };
}

/** A copy in which what a preview can't know yet is marked: Pulumi's own throws an error when it is read. */
function known(value: unknown): unknown {
  if (Array.isArray(value)) return Array.from({ length: value.length }, (_, index) => read(value, index));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.keys(value).map((key) => [key, read(value, key)]));
}

function read(owner: object, key: string | number): unknown {
  try {
    return known(Reflect.get(owner, key));
  } catch (error) {
    if (error instanceof UnknownValueError) return UNKNOWN;
    throw error;
  }
}
