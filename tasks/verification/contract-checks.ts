import { safeParse } from "valibot";
import type { RouteContract } from "../../functions/shared/contract.ts";
import type { PlannedCheck } from "./check.ts";

/** Stands for a path parameter of which the contract has no example: nothing is there. */
const NOBODY = "nobody";

/**
 * What a contract alone lets one ask of a route: something that is not there, to which it must answer as it promises,
 * and its example, which must succeed.
 * @param key method and path of the request: those of the route, or the Function URL's for it
 */
export function contractChecks(key: string, route: RouteContract): PlannedCheck[] {
  const [method = "", path = ""] = key.split(" ");
  const to = (parameters: Readonly<Record<string, string>>) => ({
    method: method as PlannedCheck["method"],
    path: path.replaceAll(/\{(\w+)\+?\}/g, (_, name: string) => parameters[name] ?? NOBODY),
    responses: route.responses,
  });
  const least = { ...to({}), statuses: leastStatuses(route, path), ...bodyOf(route.body && {}) };
  const harmless = method === "GET" || refusesEmpty(route);
  const example = { ...to(route.example?.path ?? {}), ...bodyOf(route.example?.body) };
  return [
    { ...least, ...(!harmless && { sandbox: true }) },
    ...(hasExample(route, path) ? [{ ...example, statuses: among(route, 200, 400), sandbox: true }] : []),
  ];
}

/** What the least that can be sent may come to: no header, an empty object, nothing that is there. */
function leastStatuses(route: RouteContract, path: string): number[] {
  if (route.headers !== undefined || refusesEmpty(route)) return among(route, 400, 500);
  return among(route, 200, path.includes("{") ? 500 : 400);
}

/** Whether the body has fields that the route can't do without. */
function refusesEmpty({ body }: RouteContract): boolean {
  return body !== undefined && !safeParse(body, {}).success;
}

/** Whether there is an example of all that the route wants. A header that it wants is a token, which nobody has yet. */
function hasExample({ example, headers, body }: RouteContract, path: string): boolean {
  const parameters = [...path.matchAll(/\{(\w+)\+?\}/g)].map(([, name = ""]) => name);
  if (example === undefined || headers !== undefined) return false;
  if (body !== undefined && example.body === undefined) return false;
  return parameters.every((name) => example.path?.[name] !== undefined);
}

function bodyOf(body: unknown): Pick<PlannedCheck, "body"> {
  return body === undefined ? {} : { body };
}

function among({ responses }: RouteContract, from: number, below: number): number[] {
  return Object.keys(responses)
    .map(Number)
    .filter((status) => status >= from && status < below);
}
