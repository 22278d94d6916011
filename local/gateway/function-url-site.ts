import { randomUUID } from "node:crypto";
import { type HttpRequest, toEvent } from "../../payload/event.ts";
import type { HttpResponse } from "../../payload/response.ts";
import type { Invoke } from "../lambda/invocation.ts";
import { preflightResponse, withCors } from "./cors.ts";
import type { FunctionUrlDefinition } from "./definition.ts";
import { type Exchange, httpRequestOf, type Outcome, type Site } from "./exchange.ts";
import { type CallFailure, callFacts, callFunction, type FunctionCall } from "./function-call.ts";
import { FUNCTION_URL_ANSWERS, type OwnAnswer } from "./own-answers.ts";
import { traceId } from "./request-ids.ts";

/** https://docs.aws.amazon.com/lambda/latest/dg/urls-monitoring.html */
const FAILURES: Readonly<Record<CallFailure, OwnAnswer>> = {
  "function-error": FUNCTION_URL_ANSWERS.badGateway,
  malformed: FUNCTION_URL_ANSWERS.badGateway,
  "not-allowed": FUNCTION_URL_ANSWERS.forbidden,
  "not-found": FUNCTION_URL_ANSWERS.forbidden,
  throttled: FUNCTION_URL_ANSWERS.tooManyRequests,
  timeout: FUNCTION_URL_ANSWERS.badGateway,
  "too-large": FUNCTION_URL_ANSWERS.requestTooLarge,
};

interface Answer {
  readonly response: HttpResponse;
  readonly error?: string;
  readonly call?: FunctionCall;
}

/** One Function URL as last declared. Every path goes to its function; there are no routes, stages or throttles. */
export class FunctionUrlSite implements Site {
  readonly apiId: string;
  readonly #definition: FunctionUrlDefinition;
  readonly #invoke: Invoke;

  constructor(definition: FunctionUrlDefinition, invoke: Invoke) {
    this.apiId = definition.urlId;
    this.#definition = definition;
    this.#invoke = invoke;
  }

  async answer(exchange: Exchange): Promise<Outcome> {
    const requestId = randomUUID();
    const { cors, target } = this.#definition;
    const preflight = preflightResponse(cors, exchange.request, 200);
    const answer: Answer = preflight ? { response: preflight } : await this.#answer(exchange, requestId);
    const { response, error, call } = answer;
    return {
      response: { ...response, headers: [...response.headers, ["x-amzn-requestid", requestId]] },
      facts: {
        apiId: this.apiId,
        stage: target.name,
        requestId,
        routeKey: "$default",
        ...(call && callFacts(call, target.name)),
        ...(error !== undefined && { error }),
      },
    };
  }

  async #answer(exchange: Exchange, requestId: string): Promise<Answer> {
    const { cors } = this.#definition;
    const answer = await this.#functionAnswer(exchange, requestId);
    return { ...answer, response: withCors(answer.response, cors, exchange.request.headers.origin) };
  }

  async #functionAnswer(exchange: Exchange, requestId: string): Promise<Answer> {
    if (this.#definition.authType !== "NONE") return own(FUNCTION_URL_ANSWERS.forbidden);
    const http = await httpRequestOf(exchange);
    if (http === undefined) return own(FUNCTION_URL_ANSWERS.requestTooLarge);
    const call = await this.#call(http, exchange.time, requestId);
    if ("response" in call.result) return { response: call.result.response, call };
    return { response: FAILURES[call.result.failure], error: call.result.error, call };
  }

  #call(http: HttpRequest, time: number, requestId: string): Promise<FunctionCall> {
    const { urlId, region, accountId, target } = this.#definition;
    const event = toEvent(http, {
      source: "function-url",
      accountId,
      apiId: urlId,
      domainName: `${urlId}.lambda-url.${region}.on.aws`,
      stage: "$default",
      routeKey: "$default",
      requestId,
      time,
      traceId: traceId(time),
    });
    return callFunction(this.#invoke, {
      target,
      event,
      source: "function-url",
      caller: { service: "function-url" },
    });
  }
}

function own(answer: OwnAnswer): Answer {
  return { response: answer, error: answer.message };
}
