import * as v from "valibot";
import { LocalError } from "../emulator.ts";
import type { DeclaredResource } from "../program/declared.ts";

/**
 * A resource's properties, checked: what the provider computed, and what the program wrote where it computed nothing.
 * @throws LocalError naming the resource and the property.
 */
export function declaredProperties<T extends v.GenericSchema>(
  resource: DeclaredResource,
  schema: T,
): v.InferOutput<T> {
  const result = v.safeParse(schema, { ...resource.inputs, ...resource.outputs });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const property = v.getDotPath(issue) ?? "the resource";
  throw new LocalError(
    `${resource.type} "${resource.name}" can't be run locally: ${property}: ${issue.message}.`,
  );
}
