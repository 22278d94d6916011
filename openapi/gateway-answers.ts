import type { Header, JsonSchema, Reference, ResponseObject } from "./model.ts";

interface GatewayAnswer {
  readonly component: string;
  readonly description: string;
  readonly message: string;
}

/**
 * What API Gateway answers by itself, whichever route is asked for, by status.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-lambda.html
 */
const ANSWERS: Readonly<Record<number, GatewayAnswer>> = {
  404: {
    component: "NoRoute",
    description: "The API has no such route, or no such stage.",
    message: "Not Found",
  },
  413: {
    component: "TooLarge",
    description: "The request is larger than 10 MB, or than the 6 MB that a function takes or answers.",
    message: "Request Entity Too Large",
  },
  429: {
    component: "Throttled",
    description: "More requests than the stage's throttle lets through. Try again later.",
    message: "Too Many Requests",
  },
  431: {
    component: "HeadersTooLarge",
    description: "Request line and headers are larger than 10,240 bytes.",
    message: "Request Header Fields Too Large",
  },
  500: {
    component: "FunctionFailed",
    description: "The function failed, or answered no HTTP.",
    message: "Internal Server Error",
  },
  503: {
    component: "Unavailable",
    description: "The function did not answer within 30 seconds, or as many of it run as may.",
    message: "Service Unavailable",
  },
};

export const gatewayStatuses: readonly number[] = Object.keys(ANSWERS).map(Number);

/** The body of every answer that is API Gateway's own. */
export const GatewayError: JsonSchema = {
  type: "object",
  properties: { message: { type: "string" } },
  required: ["message"],
};

const gatewayError: JsonSchema = { $ref: "#/components/schemas/GatewayError" };

/** The header of all answers. Those to requests that API Gateway could not read lack it. */
export const RequestId: Header = {
  description: "API Gateway's id of the request, as its access log has it.",
  required: false,
  schema: { type: "string" },
};

/** Headers that every answer has. */
export const headersOfAll = { "apigw-requestid": { $ref: "#/components/headers/RequestId" } } as const;

/** A status that is API Gateway's alone. */
export function gatewayResponse(status: number): Reference | undefined {
  const answer = ANSWERS[status];
  return answer && { $ref: `#/components/responses/${answer.component}` };
}

/** What a body of this status looks like when it is API Gateway's own. */
export function gatewayBody(status: number): JsonSchema | undefined {
  return ANSWERS[status] && gatewayError;
}

/** By component name. */
export const gatewayResponses: Readonly<Record<string, ResponseObject>> = Object.fromEntries(
  Object.values(ANSWERS).map(({ component, description, message }) => [
    component,
    {
      description,
      headers: headersOfAll,
      content: {
        "application/json": { schema: gatewayError, example: { message } },
      },
    },
  ]),
);
