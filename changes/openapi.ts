import { apiDiff } from "api-smart-diff";

/** How the API's description changes for its clients. */
export interface ApiChanges {
  /** What a client that works today may stumble over. */
  readonly breaking: readonly string[];
  /** What no client needs to notice. */
  readonly compatible: readonly string[];
}

type ApiDifference = ReturnType<typeof apiDiff>[number];

/** Compares two OpenAPI documents, in what the API's operations take and answer. */
export function compareApis(before: unknown, after: unknown): ApiChanges {
  const differences = apiDiff(before, after).filter(isOfOperation);
  return {
    breaking: sentences(differences.filter(isBreaking)),
    compatible: sentences(differences.filter((difference) => !isBreaking(difference))),
  };
}

/** Schemas that operations share are compared where they are used; texts change nothing for a program. */
function isOfOperation({ path: [root], type }: ApiDifference): boolean {
  return root === "paths" && type !== "annotation" && type !== "unclassified";
}

/** Another type of a property breaks clients that send it and clients that read it. */
function isBreaking({ type, action, path }: ApiDifference): boolean {
  return type === "breaking" || (action === "replace" && path.at(-1) === "type");
}

/** Where and what, once each: a schema that several operations use changes in each of them. */
function sentences(differences: readonly ApiDifference[]): string[] {
  return [...new Set(differences.map(sentence))].toSorted();
}

function sentence({ path, description, action }: ApiDifference): string {
  const what = description ?? `[${action}] ${path.join(".")}`;
  const [, route, method] = path;
  const where = typeof method === "string" ? `${method.toUpperCase()} ${route}: ` : "";
  return what.includes("operation ") ? what : where + what;
}
