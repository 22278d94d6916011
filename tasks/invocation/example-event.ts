import { resolve } from "node:path";
import type { Contract } from "../../functions/shared/contract.ts";
import { bodyText } from "../verification/check.ts";
import { checksOf } from "../verification/checks.ts";

/**
 * An event that a service answers with success: the documented direct invocation where it has one, a body and nothing
 * else; or the first such request of its checks, as the API would send it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export async function exampleEvent(service: string): Promise<object> {
  const { contract } = (await import(resolve("functions", service, "contract.ts"))) as { contract: Contract };
  const direct = contract.routes[contract.directRoute ?? ""]?.example?.body;
  if (direct !== undefined) return { body: JSON.stringify(direct) };
  const { api } = await checksOf(service);
  const check = api.find(({ statuses, path }) => statuses.every((one) => one < 300) && !path.includes("{"));
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
