import { clfTime } from "../../payload/clf-time.ts";

/** What one finished request can say of itself in an access log. */
export interface AccessLogFacts {
  readonly accountId: string;
  readonly apiId: string;
  readonly domainName: string;
  readonly stage: string;
  readonly requestId: string;
  readonly time: number;
  readonly method: string;
  readonly path: string;
  readonly protocol: string;
  readonly sourceIp: string;
  readonly userAgent: string | undefined;
  readonly routeKey: string | undefined;
  readonly status: number;
  readonly responseLength: number;
  readonly latencyMs: number;
  readonly requestLength: number;
  /** Of Lambda, not of the function; absent when it was not called. */
  readonly integrationStatus: number | undefined;
  /** The status that the function gave. */
  readonly functionStatus: number | undefined;
  readonly integrationLatencyMs: number | undefined;
  readonly integrationRequestId: string | undefined;
  /** The message of the gateway's own error answer. */
  readonly errorMessage: string | undefined;
  /** Why the integration failed. */
  readonly integrationError: string | undefined;
}

type Value = string | number | undefined;

/** By name behind `$context.`: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html */
const VARIABLES: Readonly<Record<string, (facts: AccessLogFacts) => Value>> = {
  accountId: (facts) => facts.accountId,
  apiId: (facts) => facts.apiId,
  awsEndpointRequestId: (facts) => facts.integrationRequestId,
  dataProcessed: (facts) => facts.requestLength + facts.responseLength,
  domainName: (facts) => facts.domainName,
  domainPrefix: (facts) => facts.domainName.split(".", 1)[0],
  "error.message": (facts) => facts.errorMessage,
  "error.messageString": (facts) => facts.errorMessage && JSON.stringify(facts.errorMessage),
  extendedRequestId: (facts) => facts.requestId,
  httpMethod: (facts) => facts.method,
  "identity.sourceIp": (facts) => facts.sourceIp,
  "identity.userAgent": (facts) => facts.userAgent,
  "integration.error": (facts) => facts.integrationError,
  "integration.integrationStatus": (facts) => facts.integrationStatus,
  "integration.latency": (facts) => facts.integrationLatencyMs,
  "integration.requestId": (facts) => facts.integrationRequestId,
  "integration.status": (facts) => facts.functionStatus,
  integrationErrorMessage: (facts) => facts.integrationError,
  integrationLatency: (facts) => facts.integrationLatencyMs,
  integrationStatus: (facts) => facts.integrationStatus,
  path: (facts) => facts.path,
  protocol: (facts) => facts.protocol,
  requestId: (facts) => facts.requestId,
  requestTime: (facts) => clfTime(facts.time),
  requestTimeEpoch: (facts) => facts.time,
  responseLatency: (facts) => facts.latencyMs,
  responseLength: (facts) => facts.responseLength,
  routeKey: (facts) => facts.routeKey,
  stage: (facts) => facts.stage,
  status: (facts) => facts.status,
};

/** Writes the access log line of one request. */
export type AccessLogFormat = (facts: AccessLogFacts) => string;

/**
 * Compiles a stage's declared format. A variable without a value, or one that HTTP APIs do not have, becomes `-`; quotes
 * and control characters in a value are escaped, so that a client can neither end the line nor a JSON string in it.
 */
export function accessLogFormat(format: string): AccessLogFormat {
  const parts = format.split(/(\$context\.[A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*)/).map(part);
  return (facts) => parts.map((write) => write(facts)).join("");
}

function part(text: string): (facts: AccessLogFacts) => string {
  if (!text.startsWith("$context.")) return () => text;
  const name = text.slice("$context.".length);
  const read = Object.hasOwn(VARIABLES, name) ? VARIABLES[name] : undefined;
  if (read === undefined) return () => "-";
  if (name === "error.messageString") return (facts) => String(read(facts) ?? "-");
  return (facts) => escaped(read(facts) ?? "-");
}

function escaped(value: string | number): string {
  return typeof value === "number" ? String(value) : JSON.stringify(value).slice(1, -1);
}
