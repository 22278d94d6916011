import { createHash } from "node:crypto";
import type { Arguments } from "./arguments.ts";

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html */
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "ANY"];

/** The route that takes what no other does. */
const DEFAULT_ROUTE = "$default";

/** A segment of a path: literal text, `{name}`, or at the end `{name+}` for all that is left. */
const PARAMETER = /^\{[A-Za-z0-9._-]+\+?\}$/;

/** @throws ArgumentError when a route key is malformed, or when two of them mean the same requests. */
export function checkRouteKeys(args: Arguments, routeKeys: readonly string[]): void {
  const seen = new Map<string, string>();
  for (const routeKey of routeKeys) {
    checkRouteKey(args, routeKey);
    // API Gateway tells parameters by their place, not by their name.
    const meaning = routeKey.replace(/\{[^}+]+\}/g, "{}").replace(/\{[^}]+\+\}/g, "{+}");
    const other = seen.get(meaning);
    args.require(
      other === undefined,
      other === routeKey
        ? `route "${routeKey}" is declared twice. Give it to one function.`
        : `routes "${other}" and "${routeKey}" match the same requests. Keep one of them.`,
    );
    seen.set(meaning, routeKey);
  }
}

function checkRouteKey(args: Arguments, routeKey: string): void {
  if (routeKey === DEFAULT_ROUTE) return;
  const [method = "", path = "", ...rest] = routeKey.split(" ");
  args.require(
    path !== "" && rest.length === 0,
    `route "${routeKey}" must be a method, one space and a path, such as "GET /orders/{id}", or "${DEFAULT_ROUTE}".`,
  );
  args.require(
    METHODS.includes(method),
    `route "${routeKey}" has the method "${method}". Use one of ${METHODS.join(", ")}.`,
  );
  args.require(
    path.startsWith("/"),
    `route "${routeKey}" must start with a slash. Use "${method} /${path}".`,
  );
  const segments = path.slice(1).split("/");
  for (const [index, segment] of segments.entries()) {
    args.require(
      !/[{}]/.test(segment) || PARAMETER.test(segment),
      `route "${routeKey}" has the segment "${segment}": a parameter is a whole segment, such as "{id}".`,
    );
    args.require(
      !segment.endsWith("+}") || index === segments.length - 1,
      `route "${routeKey}" has "${segment}" in its middle: it takes all that is left, so it must come last.`,
    );
  }
}

/**
 * The ARN that a route's invocations come from, at every stage of the API.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function routeArn(executionArn: string, routeKey: string): string {
  if (routeKey === DEFAULT_ROUTE) return `${executionArn}/*/${DEFAULT_ROUTE}`;
  const [method = "", path = ""] = routeKey.split(" ");
  return `${executionArn}/*/${method === "ANY" ? "*" : method}${path}`;
}

/** The longest id of a statement in a function's policy. */
const STATEMENT_ID_CHARACTERS = 100;
/** What the provider puts behind a resource's name to make an id of it: `-` and seven characters. */
const PROVIDERS_SUFFIX = 8;

/**
 * The name of the resource that grants a route to invoke a function. The provider makes the statement's id of it as it
 * is, and Lambda takes letters, digits, `-` and `_` alone, so a hash tells route keys apart that look alike without the rest.
 * https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
 */
export function grantName(api: string, routeKey: string): string {
  const name = `${api} ${routeKey}`;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 8);
  const words = name.split(/[^A-Za-z0-9_]+/).filter((word) => word !== "");
  const room = STATEMENT_ID_CHARACTERS - PROVIDERS_SUFFIX - hash.length - 1;
  return `${words.join("-").slice(0, room)}-${hash}`;
}
