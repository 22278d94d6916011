import type { AwsRequest, AwsResponse } from "../http-message.ts";
import { awsQuery } from "./query.ts";
import { queryParameters } from "./query-parameters.ts";
import type { Wire } from "./wire.ts";
import { escapeXml } from "./xml.ts";

/**
 * awsQuery: parameters in a form, the operation among them, and XML back.
 * @param namespace the XML namespace of the service's API version
 */
export function queryWire(namespace: string): Wire {
  return {
    protocol: awsQuery(namespace),
    operation: (request) => form(request).get("Action") ?? "",
    input: (request) => queryParameters(form(request)),
    answer(operation, output, requestId): AwsResponse {
      const result = `<${operation}Result>${members(output)}</${operation}Result>`;
      const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
      const body = `<${operation}Response xmlns="${namespace}">${result}${metadata}</${operation}Response>`;
      return { status: 200, headers: { "content-type": "text/xml" }, body };
    },
  };
}

/** Parameters of a POST are in its body, those of a GET in its query string. */
function form({ body, query }: AwsRequest): URLSearchParams {
  if (body.length > 0) return new URLSearchParams(body.toString());
  const parameters = new URLSearchParams();
  for (const [name, values] of Object.entries(query)) {
    for (const value of [values].flat()) parameters.append(name, value);
  }
  return parameters;
}

function members(value: object): string {
  return Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([name, member]) => `<${name}>${content(member)}</${name}>`)
    .join("");
}

function content(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((item) => `<member>${content(item)}</member>`).join("");
  if (value instanceof Map) {
    const entry = ([key, item]: [unknown, unknown]) =>
      `<entry><key>${escapeXml(String(key))}</key><value>${content(item)}</value></entry>`;
    return [...value].map(entry).join("");
  }
  return typeof value === "object" && value !== null ? members(value) : escapeXml(String(value));
}
