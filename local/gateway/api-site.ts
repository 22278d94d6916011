import { type HttpRequest, toEvent } from "../../payload/event.ts";
import type { Faults } from "../faults/faults.ts";
import type { Invoke } from "../lambda/invocation.ts";
import { type ApiAnswer, type ApiRequest, outcomeOf } from "./api-answer.ts";
import { type ApiStage, apiStages, locate } from "./api-stage.ts";
import { preflightResponse, withCors } from "./cors.ts";
import type { ApiDefinition, Integration, RouteDefinition } from "./definition.ts";
import { type Exchange, httpRequestOf, type Outcome, type Site } from "./exchange.ts";
import { type CallFailure, callFunction, type FunctionCall } from "./function-call.ts";
import { API_ANSWERS, notEmulated, type OwnAnswer } from "./own-answers.ts";
import { apiRequestId, traceId } from "./request-ids.ts";
import { type RouteMatch, RouteTable } from "./route-table.ts";
import type { Clock } from "./token-bucket.ts";

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

/** What an API answers by itself while a fault has it do so. */
const BY_STATUS: ReadonlyMap<number | undefined, OwnAnswer> = new Map(
  [API_ANSWERS.tooManyRequests, API_ANSWERS.internalServerError, API_ANSWERS.serviceUnavailable].map(
    (answer) => [answer.statusCode, answer],
  ),
);

/** A request that has a stage and a route to a function. */
interface RoutedRequest extends ApiRequest {
  readonly stage: ApiStage;
  readonly match: RouteMatch<RouteDefinition>;
  readonly integration: Extract<Integration, { kind: "function" }>;
  /** Milliseconds that a fault holds the integration up. */
  readonly heldUpMs: number;
}

export interface ApiSiteServices {
  readonly invoke: Invoke;
  readonly clock: Clock;
  readonly faults: Faults;
}

/** One HTTP API as last declared, compiled: a changed declaration makes a new site. */
export class ApiSite implements Site {
  readonly apiId: string;
  readonly #definition: ApiDefinition;
  readonly #domainName: string;
  readonly #table: RouteTable<RouteDefinition>;
  readonly #stages: ReadonlyMap<string, ApiStage>;
  readonly #invoke: Invoke;
  readonly #faults: Faults;

  /** @throws LocalError for routes that API Gateway would refuse. */
  constructor(definition: ApiDefinition, { invoke, clock, faults }: ApiSiteServices) {
    this.apiId = definition.apiId;
    this.#definition = definition;
    this.#domainName = `${definition.apiId}.execute-api.${definition.region}.amazonaws.com`;
    this.#table = new RouteTable(definition.routes);
    this.#stages = apiStages(definition, clock);
    this.#invoke = invoke;
    this.#faults = faults;
  }

  async answer(exchange: Exchange): Promise<Outcome> {
    const located = locate(this.#stages, exchange.path);
    const request: ApiRequest = {
      exchange,
      requestId: apiRequestId(),
      accountId: this.#definition.accountId,
      apiId: this.apiId,
      domainName: this.#domainName,
      stage: located?.stage,
    };
    const answer = located
      ? await this.#stageAnswer({ ...request, stage: located.stage }, located.path)
      : own(API_ANSWERS.notFound);
    const { response } = answer;
    const headers = [...response.headers, ["apigw-requestid", request.requestId] as const];
    return outcomeOf(request, { ...answer, response: { ...response, headers } });
  }

  async #stageAnswer(request: ApiRequest & { readonly stage: ApiStage }, path: string): Promise<ApiAnswer> {
    const { cors } = this.#definition;
    const preflight = preflightResponse(cors, request.exchange.request, 204);
    if (preflight !== undefined) return { response: preflight };
    const answer = await this.#routedAnswer(request, path);
    return { ...answer, response: withCors(answer.response, cors, request.exchange.request.headers.origin) };
  }

  async #routedAnswer(request: ApiRequest & { readonly stage: ApiStage }, path: string): Promise<ApiAnswer> {
    const match = this.#table.match(request.exchange.method, path);
    if (match === undefined) return own(API_ANSWERS.notFound);
    const { routeKey, integration } = match.route;
    if (!request.stage.admits(routeKey)) return { ...own(API_ANSWERS.tooManyRequests), routeKey };
    const { status, latencyMs: heldUpMs } = this.#faults.ofRequest(routeKey);
    const fault = BY_STATUS.get(status);
    if (fault !== undefined) return { ...own(fault), routeKey };
    if (integration.kind === "not-emulated") return { ...own(notEmulated(integration.reason)), routeKey };
    const http = await httpRequestOf(request.exchange);
    if (http === undefined) return { ...own(API_ANSWERS.requestTooLarge), routeKey };
    const call = await this.#call(http, { ...request, match, integration, heldUpMs });
    return {
      ...("response" in call.result
        ? { response: call.result.response }
        : own(FAILURES[call.result.failure])),
      routeKey,
      call,
      functionName: integration.target.name,
      requestLength: http.body.length,
    };
  }

  #call(
    http: HttpRequest,
    { match, integration, stage, exchange, heldUpMs, ...ids }: RoutedRequest,
  ): Promise<FunctionCall> {
    const { routeKey } = match.route;
    const event = toEvent(http, {
      ...ids,
      source: "http-api",
      stage: stage.name,
      stageVariables: stage.variables,
      routeKey,
      pathParameters: match.pathParameters,
      time: exchange.time,
      traceId: traceId(exchange.time),
    });
    const resource = `${stage.name}/${resourceOf(routeKey, exchange.method)}`;
    return callFunction(this.#heldUp(heldUpMs), {
      target: integration.target,
      event,
      source: "http-api",
      caller: {
        service: "apigateway.amazonaws.com",
        sourceArn: `arn:aws:execute-api:${this.#definition.region}:${ids.accountId}:${this.apiId}/${resource}`,
        routeKey,
      },
      timeoutMs: integration.timeoutMs,
    });
  }

  /** The way to Lambda, which a fault makes longer. */
  #heldUp(milliseconds: number): Invoke {
    if (milliseconds === 0) return this.#invoke;
    return async (invocation) => {
      await this.#faults.wait(milliseconds);
      return this.#invoke(invocation);
    };
  }
}

function own(answer: OwnAnswer): ApiAnswer {
  return { response: answer, own: answer };
}

/** The end of a route's ARN, as resource policies name it: `GET/items/{id}`, or `$default`. */
function resourceOf(routeKey: string, method: string): string {
  return routeKey === "$default" ? routeKey : `${method}${routeKey.slice(routeKey.indexOf(" ") + 1)}`;
}
