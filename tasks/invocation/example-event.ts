import { bodyText } from "../verification/check.ts";
import { CHECKS } from "../verification/checks.ts";

/** The documented invocation of idp: a body alone is a request for a token. */
const SIGN_IN = { body: JSON.stringify({ username: "testuser", password: "password123" }) };

/**
 * An event that a service answers with success: the first such request of its checks, as the API would send it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function exampleEvent(service: string): object {
  if (service === "idp") return SIGN_IN;
  const check = CHECKS[service]?.find(({ status, path }) => status < 300 && !path.includes("{"));
  if (check === undefined) return {};
  const { method, path, body } = check;
  const [rawPath = "/", rawQueryString = ""] = path.split("?");
  return {
    version: "2.0",
    routeKey: `${method} ${rawPath}`,
    rawPath,
    rawQueryString,
    headers: { "content-type": "application/json" },
    requestContext: { http: { method, path: rawPath }, stage: "$default" },
    ...(body !== undefined && { body: bodyText(body) }),
    isBase64Encoded: false,
  };
}
