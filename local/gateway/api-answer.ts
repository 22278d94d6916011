import type { HttpResponse } from "../../payload/response.ts";
import type { ApiStage } from "./api-stage.ts";
import type { Exchange, Outcome } from "./exchange.ts";
import { callFacts, type FunctionCall } from "./function-call.ts";
import type { OwnAnswer } from "./own-answers.ts";

/** What an HTTP API makes of a request, and how it came to it. */
export interface ApiAnswer {
  readonly response: HttpResponse;
  /** Absent when no route matched. */
  readonly routeKey?: string;
  /** Set when the gateway itself answers an error. */
  readonly own?: OwnAnswer;
  /** Set when the route's function was called. */
  readonly call?: FunctionCall;
  readonly functionName?: string;
  /** Of the body, in bytes; absent when it was not read. */
  readonly requestLength?: number;
}

/** Where and as what a request is served. */
export interface ApiRequest {
  readonly exchange: Exchange;
  readonly requestId: string;
  readonly accountId: string;
  readonly apiId: string;
  readonly domainName: string;
  /** Absent when the path names no stage and there is no `$default`. */
  readonly stage: ApiStage | undefined;
}

/** What is told of an answered request: the facts of its event, and its line in the stage's access log. */
export function outcomeOf(request: ApiRequest, answer: ApiAnswer): Outcome {
  const error = answer.own && (errorOf(answer.call) ?? answer.own.message);
  const log = request.stage?.accessLog;
  return {
    response: answer.response,
    facts: {
      apiId: request.apiId,
      stage: request.stage?.name ?? "-",
      requestId: request.requestId,
      ...(answer.routeKey !== undefined && { routeKey: answer.routeKey }),
      ...(answer.call && callFacts(answer.call, answer.functionName ?? "")),
      ...(error !== undefined && { error }),
    },
    ...(log && {
      accessLog: (latencyMs) => ({
        logGroup: log.logGroup,
        line: log.write(logFacts(request, answer, latencyMs)),
      }),
    }),
  };
}

function logFacts(
  { exchange, stage, ...ids }: ApiRequest,
  { response, call, own, ...answer }: ApiAnswer,
  latencyMs: number,
) {
  const { request, method, path, time } = exchange;
  return {
    ...ids,
    stage: stage?.name ?? "-",
    time,
    method,
    path,
    protocol: `HTTP/${request.httpVersion}`,
    sourceIp: request.socket.remoteAddress ?? "",
    userAgent: request.headers["user-agent"],
    routeKey: answer.routeKey,
    status: response.statusCode,
    responseLength: response.body.length,
    requestLength: answer.requestLength ?? 0,
    latencyMs,
    integrationStatus: call?.lambdaStatus,
    functionStatus: call && "response" in call.result ? call.result.response.statusCode : undefined,
    integrationLatencyMs: call?.latencyMs,
    integrationRequestId: call?.requestId,
    errorMessage: own?.message,
    integrationError: errorOf(call),
  };
}

function errorOf(call: FunctionCall | undefined): string | undefined {
  return call && "error" in call.result ? call.result.error : undefined;
}
