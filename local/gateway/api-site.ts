import { type HttpRequest, toEvent } from "../../payload/event.ts";
import type { HttpResponse } from "../../payload/response.ts";
import type { Invoke } from "../lambda/invocation.ts";
import { type ApiStage, apiStages, type Located, locate } from "./api-stage.ts";
import { isPreflight, preflightResponse, withCors } from "./cors.ts";
import type { ApiDefinition, Integration, RouteDefinition } from "./definition.ts";
import { type Exchange, httpRequestOf, type Outcome, type Site } from "./exchange.ts";
import { type CallFailure, callFunction, type FunctionCall } from "./function-call.ts";
import { API_ANSWERS, notEmulated, type OwnAnswer } from "./own-answers.ts";
import { apiRequestId, traceId } from "./request-ids.ts";
import { type RouteMatch, RouteTable } from "./route-table.ts";
import type { Clock } from "./token-bucket.ts";

/** What a stage makes of a request, before CORS and the request id are put on it. */
interface StageAnswer {
  readonly response: HttpResponse;
  readonly routeKey?: string;
  /** Set when the gateway itself answers an error. */
  readonly own?: OwnAnswer;
  readonly call?: FunctionCall;
  readonly functionName?: string;
  readonly requestLength?: number;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-lambda.html */
const FAILURES: Readonly<Record<CallFailure, OwnAnswer>> = {
  "function-error": API_ANSWERS.internalServerError,
  malformed: API_ANSWERS.internalServerError,
  "not-allowed": API_ANSWERS.internalServerError,
  "not-found": API_ANSWERS.internalServerError,
  throttled: API_ANSWERS.serviceUnavailable,
  timeout: API_ANSWERS.serviceUnavailable,
  "too-large": API_ANSWERS.requestTooLarge,
};

/** One HTTP API as last declared, compiled: a changed declaration makes a new site. */
export class ApiSite implements Site {
  readonly apiId: string;
  readonly #definition: ApiDefinition;
  readonly #domainName: string;
  readonly #table: RouteTable<RouteDefinition>;
  readonly #stages: ReadonlyMap<string, ApiStage>;
  readonly #invoke: Invoke;

  /** @throws LocalError for routes that API Gateway would refuse. */
  constructor(definition: ApiDefinition, invoke: Invoke, clock: Clock) {
    this.apiId = definition.apiId;
    this.#definition = definition;
    this.#domainName = `${definition.apiId}.execute-api.${definition.region}.amazonaws.com`;
    this.#table = new RouteTable(definition.routes);
    this.#stages = apiStages(definition, clock);
    this.#invoke = invoke;
  }

  async answer(exchange: Exchange): Promise<Outcome> {
    const requestId = apiRequestId();
    const located = locate(this.#stages, exchange.path);
    const answer = located
      ? await this.#stageAnswer(exchange, located, requestId)
      : own(API_ANSWERS.notFound);
    const response = this.#finished(answer.response, exchange, requestId);
    const error = answer.own && (errorOf(answer.call) ?? answer.own.message);
    return {
      response,
      facts: {
        apiId: this.apiId,
        stage: located?.stage.name ?? "-",
        requestId,
        ...(answer.routeKey !== undefined && { routeKey: answer.routeKey }),
        ...(answer.call && { integrationLatencyMs: answer.call.latencyMs }),
        ...(error !== undefined && { error }),
        ...(answer.functionName !== undefined && { functionName: answer.functionName }),
      },
      ...this.#accessLog(exchange, located?.stage, requestId, { ...answer, response }),
    };
  }

  async #stageAnswer(exchange: Exchange, { stage, path }: Located, requestId: string): Promise<StageAnswer> {
    const { cors } = this.#definition;
    const request = corsRequest(exchange);
    if (cors !== undefined && request.origin !== undefined && isPreflight(request)) {
      return { response: preflightResponse(cors, request.origin, 204) };
    }
    const match = this.#table.match(exchange.method, path);
    if (match === undefined) return own(API_ANSWERS.notFound);
    const { routeKey, integration } = match.route;
    if (!stage.admits(routeKey)) return { ...own(API_ANSWERS.tooManyRequests), routeKey };
    if (integration.kind === "not-emulated") return { ...own(notEmulated(integration.reason)), routeKey };
    const http = await httpRequestOf(exchange);
    if (http === undefined) return { ...own(API_ANSWERS.requestTooLarge), routeKey };
    const call = await this.#call(http, { exchange, stage, match, requestId, integration });
    return {
      ...answerOf(call),
      routeKey,
      call,
      functionName: integration.target.name,
      requestLength: http.body.length,
    };
  }

  #call(
    http: HttpRequest,
    { exchange, stage, match, requestId, integration }: RoutedCall,
  ): Promise<FunctionCall> {
    const { region, accountId } = this.#definition;
    const { routeKey } = match.route;
    const event = toEvent(http, {
      source: "http-api",
      accountId,
      apiId: this.apiId,
      domainName: this.#domainName,
      stage: stage.name,
      stageVariables: stage.variables,
      routeKey,
      pathParameters: match.pathParameters,
      requestId,
      time: exchange.time,
      traceId: traceId(exchange.time),
    });
    const sourceArn = `arn:aws:execute-api:${region}:${accountId}:${this.apiId}/${stage.name}/${resourceOf(routeKey, exchange.method)}`;
    return callFunction(this.#invoke, {
      target: integration.target,
      event,
      source: "http-api",
      caller: { service: "apigateway.amazonaws.com", sourceArn },
      timeoutMs: integration.timeoutMs,
    });
  }

  #finished(response: HttpResponse, exchange: Exchange, requestId: string): HttpResponse {
    const shared = withCors(response, this.#definition.cors, exchange.request.headers.origin);
    return { ...shared, headers: [...shared.headers, ["apigw-requestid", requestId]] };
  }

  #accessLog(
    exchange: Exchange,
    stage: ApiStage | undefined,
    requestId: string,
    answer: StageAnswer,
  ): Pick<Outcome, "accessLog"> {
    const log = stage?.accessLog;
    if (stage === undefined || log === undefined) return {};
    const { request, method, path, time } = exchange;
    const { call, response } = answer;
    const line = (latencyMs: number) =>
      log.write({
        accountId: this.#definition.accountId,
        apiId: this.apiId,
        domainName: this.#domainName,
        stage: stage.name,
        requestId,
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
        errorMessage: answer.own?.message,
        integrationError: errorOf(call),
      });
    return { accessLog: (latencyMs) => ({ logGroup: log.logGroup, line: line(latencyMs) }) };
  }
}

interface RoutedCall {
  readonly exchange: Exchange;
  readonly stage: ApiStage;
  readonly match: RouteMatch<RouteDefinition>;
  readonly requestId: string;
  readonly integration: Extract<Integration, { kind: "function" }>;
}

function corsRequest({ method, request: { headers } }: Exchange) {
  return { method, origin: headers.origin, requestedMethod: headers["access-control-request-method"] };
}

function answerOf({ result }: FunctionCall): StageAnswer {
  return "response" in result ? { response: result.response } : own(FAILURES[result.failure]);
}

function own(answer: OwnAnswer): StageAnswer {
  return { response: answer, own: answer };
}

function errorOf(call: FunctionCall | undefined): string | undefined {
  return call && "error" in call.result ? call.result.error : undefined;
}

/** The end of a route's ARN, as resource policies name it: `GET/items/{id}`, or `$default`. */
function resourceOf(routeKey: string, method: string): string {
  return routeKey === "$default" ? routeKey : `${method}${routeKey.slice(routeKey.indexOf(" ") + 1)}`;
}
