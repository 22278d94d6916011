import type { Contract } from "./contract.ts";
import type { FunctionEvent } from "./event.ts";

/** Where an event goes: to a route of the contract, or nowhere. */
export type Dispatch =
  | { readonly routeKey: string; readonly path: Readonly<Record<string, string>> }
  | {
      readonly routeKey: undefined;
      readonly reason: "no such path" | "no such method";
      /** Methods that the path has. */
      readonly allow: readonly string[];
    };

interface Pattern {
  readonly routeKey: string;
  readonly method: string;
  readonly segments: readonly string[];
}

/** Makes the function that finds a contract's route for an event. */
export function router(contract: Contract): (event: FunctionEvent) => Dispatch {
  const keys = new Set(Object.keys(contract.routes));
  const patterns = patternsOf(Object.fromEntries([...keys].map((key) => [key, key])));
  const urlPatterns = contract.functionUrl === undefined ? patterns : patternsOf(contract.functionUrl);
  return (event) => {
    if (event.routeKey !== undefined && keys.has(event.routeKey)) {
      return { routeKey: event.routeKey, path: event.pathParameters ?? {} };
    }
    const method = event.requestContext?.http?.method;
    if (method === undefined && event.rawPath === undefined && contract.directRoute !== undefined) {
      return { routeKey: contract.directRoute, path: {} };
    }
    return match(isFunctionUrl(event) ? urlPatterns : patterns, method ?? "", pathOf(event));
  };
}

/** The requested path without the stage's prefix: `/prod/message` on stage `prod` is `/message`. */
export function pathOf(event: FunctionEvent): string {
  const path = event.rawPath ?? "";
  const stage = event.requestContext?.stage;
  if (stage === undefined || stage === "$default") return path;
  const prefix = `/${stage}`;
  if (path === prefix) return "/";
  return path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : path;
}

function isFunctionUrl(event: FunctionEvent): boolean {
  return event.requestContext?.domainName?.includes(".lambda-url.") === true;
}

/** Sorted so that a route with more fixed segments comes before one with parameters. */
function patternsOf(routes: Readonly<Record<string, string>>): Pattern[] {
  const patterns = Object.entries(routes).map(([key, routeKey]) => {
    const [method = "", path = ""] = key.split(" ");
    return { routeKey, method, segments: path.split("/") };
  });
  return patterns.sort((a, b) => parameterCount(a) - parameterCount(b));
}

function parameterCount({ segments }: Pattern): number {
  return segments.filter(isParameter).length;
}

function isParameter(segment: string): boolean {
  return segment.startsWith("{");
}

function match(patterns: readonly Pattern[], method: string, path: string): Dispatch {
  const segments = path.split("/");
  const sameShape = patterns.filter(
    (pattern) =>
      pattern.segments.length === segments.length &&
      pattern.segments.every((part, index) =>
        isParameter(part) ? segments[index] !== "" : part === segments[index],
      ),
  );
  const found = sameShape.find((pattern) => pattern.method === method);
  if (found === undefined) {
    const allow = [...new Set(sameShape.map((pattern) => pattern.method))];
    return { routeKey: undefined, reason: allow.length === 0 ? "no such path" : "no such method", allow };
  }
  const parameters = found.segments.flatMap((part, index) =>
    isParameter(part) ? [[part.slice(1, -1), decoded(segments[index] ?? "")] as const] : [],
  );
  return { routeKey: found.routeKey, path: Object.fromEntries(parameters) };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
