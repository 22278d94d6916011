import type { FunctionTarget } from "./function-target.ts";

/** One HTTP API as it was declared, checked and linked: what the gateway serves. */
export interface ApiDefinition {
  readonly urn: string;
  readonly apiId: string;
  /** The API's own name, for people. */
  readonly name: string;
  readonly region: string;
  readonly accountId: string;
  readonly routes: readonly RouteDefinition[];
  readonly stages: readonly StageDefinition[];
  readonly cors?: CorsConfiguration;
}

export interface RouteDefinition {
  /** `GET /items/{id}`, `ANY /{proxy+}` or `$default`. */
  readonly routeKey: string;
  readonly integration: Integration;
}

/** What answers a route: a function, or nothing here, for a reason that the client is told. */
export type Integration =
  | { readonly kind: "function"; readonly target: FunctionTarget; readonly timeoutMs: number }
  | { readonly kind: "not-emulated"; readonly reason: string };

export interface StageDefinition {
  /** `$default` is served at the root, any other name under `/NAME`. */
  readonly name: string;
  readonly variables: Readonly<Record<string, string>>;
  /** Of each route that `routeThrottles` does not name. */
  readonly throttle: ThrottleLimits;
  readonly routeThrottles: Readonly<Record<string, ThrottleLimits>>;
  readonly accessLog?: { readonly logGroup: string; readonly format: string };
}

/** A token bucket. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html */
export interface ThrottleLimits {
  /** The bucket's size, in requests. */
  readonly burst: number;
  /** Requests a second that refill it. */
  readonly rate: number;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html */
export interface CorsConfiguration {
  readonly allowOrigins: readonly string[];
  readonly allowMethods: readonly string[];
  readonly allowHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly allowCredentials: boolean;
  /** Seconds; absent: the header is not sent. */
  readonly maxAge?: number;
}

/** One Function URL. https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html */
export interface FunctionUrlDefinition {
  readonly urn: string;
  readonly urlId: string;
  readonly region: string;
  readonly accountId: string;
  readonly target: FunctionTarget;
  /** `NONE`, or `AWS_IAM`: signed requests are not emulated, so every request to the latter is refused. */
  readonly authType: "NONE" | "AWS_IAM";
  readonly cors?: CorsConfiguration;
}
