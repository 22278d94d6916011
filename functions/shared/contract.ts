import type { GenericSchema, InferOutput } from "valibot";

/** What a response carries: JSON of a schema, nothing at all, the bytes of a file, or a redirect. */
export type ResponseContract = GenericSchema | "empty" | "bytes" | "redirect";

/** One route, as its callers see it. */
export interface RouteContract {
  /** One sentence for the API's description. */
  readonly summary: string;
  /** Query parameters; an unknown one is ignored. */
  readonly query?: GenericSchema;
  /** Headers that the route reads, names in lower case. */
  readonly headers?: GenericSchema;
  /** The JSON body. */
  readonly body?: GenericSchema;
  /** What may come back, by status. */
  readonly responses: Readonly<Record<number, ResponseContract>>;
  /** A request that is answered well where there is demo data, for the API's description. */
  readonly example?: { readonly path?: Readonly<Record<string, string>>; readonly body?: unknown };
}

/** Everything that a service promises the world, and nothing else: no SDK, no infrastructure. */
export interface Contract {
  readonly title: string;
  /** By route key, as API Gateway writes it: `GET /players/{player_id}`. */
  readonly routes: Readonly<Record<string, RouteContract>>;
  /** Route keys under which the service itself answers 404 or 405: `ANY /players/{proxy+}`. */
  readonly fallback?: readonly string[];
  /** What it answers there, by status. */
  readonly unrouted?: Readonly<Record<number, GenericSchema>>;
  /** Names of the things that the routes speak of, for the API's description. */
  readonly schemas?: Readonly<Record<string, GenericSchema>>;
  /** What the Function URL answers, where it differs from the routes: path and method to a route above. */
  readonly functionUrl?: Readonly<Record<string, string>>;
  /** The route of a direct invocation whose event has a body but neither method nor path. */
  readonly directRoute?: string;
}

/** Names of the `{parameters}` in a route key. */
export type PathParameter<Key> = Key extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PathParameter<Rest>
  : never;

type OutputOf<T, Absent> = T extends GenericSchema ? InferOutput<T> : Absent;

/** What a route's function is given: validated, typed, with nothing of API Gateway's in it. */
export interface RouteRequest<Key, Route extends RouteContract> {
  readonly path: Readonly<Record<PathParameter<Key>, string>>;
  readonly query: OutputOf<Route["query"], undefined>;
  readonly headers: OutputOf<Route["headers"], undefined>;
  readonly body: OutputOf<Route["body"], undefined>;
}

type BodyOf<R> = R extends GenericSchema ? InferOutput<R> : R extends "bytes" ? Uint8Array : undefined;

/** An answer that the contract allows for a route. */
export type RouteAnswer<Route extends RouteContract> = {
  [Status in keyof Route["responses"]]: {
    readonly status: Status;
    readonly body: BodyOf<Route["responses"][Status]>;
    readonly headers?: Readonly<Record<string, string>>;
  };
}[keyof Route["responses"]];

/** One function for each route: a missing route is a type error, and so is one that the contract lacks. */
export type RouteFunctions<C extends Contract> = {
  readonly [Key in keyof C["routes"]]: (
    request: RouteRequest<Key, C["routes"][Key]>,
  ) => RouteAnswer<C["routes"][Key]> | Promise<RouteAnswer<C["routes"][Key]>>;
};

/** Gives a contract its exact type, route keys and statuses included. */
export function defineContract<const C extends Contract>(contract: C): C {
  return contract;
}
