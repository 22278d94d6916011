import type { HttpResponse } from "../../payload/response.ts";

/** An error that the gateway itself answers. */
export interface OwnAnswer extends HttpResponse {
  /** For the access log and the request event. */
  readonly message: string;
}

/** What an HTTP API says. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-lambda.html */
export const API_ANSWERS = {
  notFound: own(404, { message: "Not Found" }),
  requestTooLarge: own(413, { message: "Request Entity Too Large" }),
  tooManyRequests: own(429, { message: "Too Many Requests" }),
  internalServerError: own(500, { message: "Internal Server Error" }),
  serviceUnavailable: own(503, { message: "Service Unavailable" }),
} as const;

/** What a Function URL says. https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html */
export const FUNCTION_URL_ANSWERS = {
  forbidden: own(403, {
    Message:
      "Forbidden. For troubleshooting Function URL authorization issues, see: " +
      "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",
  }),
  requestTooLarge: own(413, {
    Message: "Request must be smaller than 6291456 bytes for the InvokeFunction operation",
  }),
  tooManyRequests: own(429, { message: "Rate Exceeded." }),
  badGateway: own(502, "Internal Server Error"),
} as const;

/** The Host header names another machine. */
export const MISDIRECTED = own(421, {
  message: "This local server answers to localhost, *.localhost and 127.0.0.1 only: use one of them as host.",
});

/** AWS would serve this; the local cloud can't. */
export function notEmulated(reason: string): OwnAnswer {
  return own(501, { message: `Not emulated: ${reason}.` });
}

function own(statusCode: number, body: { message: string } | { Message: string } | string): OwnAnswer {
  const message = typeof body === "string" ? body : "message" in body ? body.message : body.Message;
  return {
    statusCode,
    headers: [["content-type", "application/json"]],
    body: Buffer.from(typeof body === "string" ? body : JSON.stringify(body)),
    message,
  };
}
