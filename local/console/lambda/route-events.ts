import { randomUUID } from "node:crypto";
import { toEvent } from "../../../payload/event.ts";
import { accountId } from "../../arn.ts";
import type { RouteLine } from "../overview/route-line.ts";
import type { SavedEvent } from "./saved-events.ts";

const DOMAIN = "localhost";

/** The event that API Gateway would make of a route's example. */
export function routeEvent({ routeKey, path: examples, body = "" }: RouteLine): SavedEvent {
  const [given = "ANY", template = "/"] = routeKey === "$default" ? [] : routeKey.split(" ");
  const method = given === "ANY" ? "GET" : given;
  const names = [...template.matchAll(/\{([^}+]+)\+?\}/g)].map(([, name = ""]) => name);
  const pathParameters = Object.fromEntries(names.map((name) => [name, examples[name] ?? name]));
  const url = template.replace(/\{([^}+]+)\+?\}/g, (_, name: string) =>
    encodeURIComponent(pathParameters[name] ?? ""),
  );
  const rawHeaders = ["host", DOMAIN, ...(body === "" ? [] : ["content-type", "application/json"])];
  const event = toEvent(
    {
      method,
      url,
      httpVersion: "1.1",
      body: Buffer.from(body),
      rawHeaders,
      remoteAddress: "127.0.0.1",
      localPort: 443,
    },
    {
      source: "http-api",
      accountId,
      apiId: "console",
      domainName: DOMAIN,
      stage: "$default",
      routeKey,
      pathParameters,
      requestId: randomUUID(),
      time: Date.now(),
    },
  );
  return { name: routeKey, payload: JSON.stringify(event, null, 2), isSaved: false };
}
