import type * as aws from "@pulumi/aws";
import type { AlarmActions } from "./alarms.ts";
import { Arguments } from "./arguments.ts";
import type { ContainerFunction } from "./container-function.ts";
import { logRetentionDays } from "./log-retention.ts";
import { checkRouteKeys } from "./route-key.ts";
import type { Tags } from "./tags.ts";

/** Requests of one route and the function that answers them. */
export interface Route {
  /** `METHOD /path/{parameter}` or `$default`. */
  readonly routeKey: string;
  readonly fn: ContainerFunction;
}

export interface HttpApiArgs extends AlarmActions {
  /**
   * Composite alarms that tell of the same faults, and better: the API's own is quiet while one of them is in alarm.
   * Default: none.
   */
  readonly quietUnder?: readonly aws.cloudwatch.CompositeAlarm[];
  /** At least one. */
  readonly routes: readonly Route[];
  /** `$default`, or a name that becomes the first segment of the URL's path. Default: `$default`. */
  readonly stage?: string;
  /** Default: 50 requests a second with bursts of 100. */
  readonly throttle?: Throttle;
  /** Default: every origin. */
  readonly cors?: Cors;
  /** Days that CloudWatch keeps the access log. Default: 7. */
  readonly logRetentionDays?: number;
  readonly tags?: Tags;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html */
export interface Throttle {
  /** Requests that may come at once. */
  readonly burst: number;
  /** Requests a second. */
  readonly rate: number;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html */
export interface Cors {
  /** `*`, or origins such as `https://example.com`; none: the API has no CORS, and its routes see preflight requests. */
  readonly origins: readonly string[];
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const MOST_ROUTES = 300;

/** @throws ArgumentError naming the argument that API Gateway would refuse. */
export function checkHttpApi(name: string, { routes, stage, throttle, cors, ...rest }: HttpApiArgs): void {
  const args = new Arguments("HttpApi", name);
  args.require(routes.length > 0, "routes is empty. Give it at least one.");
  args.require(
    routes.length <= MOST_ROUTES,
    `an API has at most ${MOST_ROUTES} routes; got ${routes.length}.`,
  );
  checkRouteKeys(
    args,
    routes.map(({ routeKey }) => routeKey),
  );
  args.require(
    stage === undefined || stage === "$default" || /^[A-Za-z0-9_-]{1,128}$/.test(stage),
    `stage must be "$default" or a name of letters, digits, "_" and "-"; got "${stage}".`,
  );
  args.wholeNumber("throttle.burst", throttle?.burst, { min: 1, max: 100_000 });
  args.wholeNumber("throttle.rate", throttle?.rate, { min: 1, max: 100_000 });
  for (const origin of cors?.origins ?? []) {
    args.require(
      origin === "*" || /^https?:\/\/[^/]+$/.test(origin),
      `cors.origins must be "*" or origins such as "https://example.com"; got "${origin}".`,
    );
  }
  args.oneOf("logRetentionDays", rest.logRetentionDays, logRetentionDays);
}
