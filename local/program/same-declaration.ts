import { isDeepStrictEqual } from "node:util";
import type { DeclaredProgram, DeclaredResource } from "./declared.ts";
import { IMAGE_TYPE } from "./image-digest.ts";

/**
 * Whether two evaluations declare the same. An image is what its digest says, and functions name that: its own resource
 * says besides how it is tagged in a registry, which follows the code and changes nothing here.
 */
export function declareTheSame(one: DeclaredProgram, other: DeclaredProgram): boolean {
  return isDeepStrictEqual(byUrn(one), byUrn(other));
}

function byUrn({ resources }: DeclaredProgram): DeclaredResource[] {
  return resources.filter(({ type }) => type !== IMAGE_TYPE).sort((a, b) => (a.urn < b.urn ? -1 : 1));
}
