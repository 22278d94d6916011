import { type AccessLogFormat, accessLogFormat } from "./access-log.ts";
import type { ApiDefinition, StageDefinition } from "./definition.ts";
import { type Clock, TokenBucket } from "./token-bucket.ts";

/** One stage of an API, with a token bucket for each route. */
export class ApiStage {
  readonly name: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly accessLog: { readonly logGroup: string; readonly write: AccessLogFormat } | undefined;
  readonly #buckets: ReadonlyMap<string, TokenBucket>;

  constructor(definition: StageDefinition, routeKeys: readonly string[], clock: Clock) {
    this.name = definition.name;
    this.variables = definition.variables;
    this.accessLog = definition.accessLog && {
      logGroup: definition.accessLog.logGroup,
      write: accessLogFormat(definition.accessLog.format),
    };
    this.#buckets = new Map(
      routeKeys.map((key) => [
        key,
        new TokenBucket(definition.routeThrottles[key] ?? definition.throttle, clock),
      ]),
    );
  }

  /** Takes one request of a route out of its bucket. @returns false when the request is throttled. */
  admits(routeKey: string): boolean {
    return this.#buckets.get(routeKey)?.take() ?? true;
  }
}

/** A stage, and the request's path without it. */
export interface Located {
  readonly stage: ApiStage;
  readonly path: string;
}

export function apiStages(api: ApiDefinition, clock: Clock): ReadonlyMap<string, ApiStage> {
  const routeKeys = api.routes.map(({ routeKey }) => routeKey);
  return new Map(api.stages.map((stage) => [stage.name, new ApiStage(stage, routeKeys, clock)]));
}

/**
 * The stage that a path names with its first segment, else `$default`, else none.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html#http-api-develop-routes.evaluation
 */
export function locate(stages: ReadonlyMap<string, ApiStage>, path: string): Located | undefined {
  const slash = path.indexOf("/", 1);
  const named = stages.get(slash < 0 ? path.slice(1) : path.slice(1, slash));
  if (named !== undefined && named.name !== "$default") {
    return { stage: named, path: slash < 0 ? "/" : path.slice(slash) };
  }
  const stage = stages.get("$default");
  return stage && { stage, path };
}
