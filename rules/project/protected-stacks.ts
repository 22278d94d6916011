import type { Resource } from "../rule.ts";

/** Stacks whose data is somebody's. */
const PROTECTED_STACKS: readonly string[] = ["prod"];

/** The stack is the first part of a resource's URN: `urn:pulumi:<stack>::<project>::…`. */
export function isProtectedStack({ urn }: Resource): boolean {
  return PROTECTED_STACKS.includes(urn.split(":")[2] ?? "");
}
