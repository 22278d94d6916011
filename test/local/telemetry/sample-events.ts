import type { AwsCallEvent, InvocationEvent, LogEvent, RequestEvent } from "../../../local/events.ts";

const time = Date.parse("2026-03-04T10:00:00Z");

export function requestEvent(facts: Partial<RequestEvent> = {}): RequestEvent {
  return {
    type: "request",
    time,
    apiId: "api1",
    stage: "$default",
    requestId: "r-1",
    method: "GET",
    path: "/items/1",
    routeKey: "GET /items/{id}",
    status: 200,
    latencyMs: 12,
    integrationLatencyMs: 9,
    responseLength: 100,
    functionName: "items",
    ...facts,
  };
}

export function invocationEvent(facts: Partial<InvocationEvent> = {}): InvocationEvent {
  return {
    type: "invocation",
    time,
    functionName: "items",
    qualifier: "live",
    version: "3",
    requestId: "11111111-1111-1111-1111-111111111111",
    outcome: "ok",
    durationMs: 10,
    billedDurationMs: 10,
    queuedMs: 0,
    maxMemoryUsedMb: 80,
    memorySizeMb: 512,
    concurrency: 1,
    traceId: "Root=1-69a80320-aaaaaaaaaaaaaaaaaaaaaaaa;Parent=53995c3f42cd8ad8;Sampled=1",
    invocationType: "RequestResponse",
    ...facts,
  };
}

export function logEvent(message: string, facts: Partial<LogEvent> = {}): LogEvent {
  return {
    type: "log",
    time,
    logGroup: "/aws/lambda/items",
    logStream: "2026/03/04/[3]a",
    functionName: "items",
    message,
    ...facts,
  };
}

export function awsCallEvent(facts: Partial<AwsCallEvent> = {}): AwsCallEvent {
  const resource = "arn:aws:dynamodb:eu-west-1:000000000000:table/things";
  return {
    type: "aws-call",
    time,
    service: "dynamodb",
    action: "dynamodb:PutItem",
    principal: "arn:aws:sts::000000000000:assumed-role/items/items",
    requestId: "q-1",
    status: 200,
    durationMs: 4,
    decisions: [{ action: "dynamodb:PutItem", resource, allowed: true, because: "0" }],
    ...facts,
  };
}
