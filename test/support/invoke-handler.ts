import { randomUUID } from "node:crypto";
import type { FunctionAnswer, FunctionContext, FunctionEvent } from "../../functions/shared/event.ts";
import { type ApiRequest, encoded, parsed, type Send } from "./api-case.ts";

type Handler = (event: FunctionEvent, context: FunctionContext) => Promise<FunctionAnswer>;

/** Payload 2.0 event of a request whose route key is not the contract's, so that dispatch is by method and path. */
export function eventOf({ method, path, headers, body }: ApiRequest): FunctionEvent {
  const url = new URL(path, "http://localhost");
  const content = body === undefined ? undefined : encoded(body);
  const isText = typeof content === "string";
  return {
    routeKey: "$default",
    rawPath: url.pathname,
    headers: Object.fromEntries(
      Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
    ),
    ...(url.search !== "" && { queryStringParameters: queryOf(url) }),
    ...(content !== undefined && { body: isText ? content : Buffer.from(content).toString("base64") }),
    isBase64Encoded: content !== undefined && !isText,
    requestContext: { requestId: randomUUID(), stage: "$default", http: { method, path: url.pathname } },
  };
}

/** A repeated parameter's values come as one, joined by commas. */
function queryOf({ searchParams }: URL): Record<string, string> {
  return Object.fromEntries([...searchParams.keys()].map((name) => [name, searchParams.getAll(name).join()]));
}

/** Calls a handler as Lambda would, without HTTP in between. */
export function toHandler(handler: Handler): Send {
  return async (request) => {
    const { statusCode, headers, body, isBase64Encoded } = await handler(eventOf(request), {
      awsRequestId: randomUUID(),
    });
    const text = isBase64Encoded === true ? Buffer.from(body ?? "", "base64").toString("utf8") : (body ?? "");
    return { status: statusCode, headers: { ...headers }, body: parsed(text) };
  };
}
