import type { BaseIssue } from "valibot";

/** Why a request does not meet its contract. */
export type Problem =
  /**
   * The body is absent, no JSON, or no Unicode text. `offset` counts characters from the body's start. `text` is the
   * body as it was read: empty when there is none, absent when it is no UTF-8.
   */
  | { readonly kind: "json"; readonly message: string; readonly offset: number; readonly text?: string }
  /** A path parameter is absent or empty. */
  | { readonly kind: "path"; readonly parameter: string }
  | {
      readonly kind: "schema";
      readonly in: "body" | "query" | "headers";
      readonly issues: readonly [BaseIssue<unknown>, ...BaseIssue<unknown>[]];
    };

/** An answer before it is encoded. */
export interface ErrorAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface UnroutedRequest {
  readonly method: string;
  readonly path: string;
  readonly reason: "no such path" | "no such method";
  /** Methods of the path, for the `Allow` header of a 405. */
  readonly allow: readonly string[];
}

/** A service's own words for what can go wrong. Each service has its own shape; none leaks another's. */
export interface ErrorAnswers {
  /** The request does not meet the contract. */
  invalid(problem: Problem): ErrorAnswer;
  /** No route has this path, or none of the path's routes has this method; then `allow` has those that there are. */
  unrouted(request: UnroutedRequest): ErrorAnswer;
  /** The service's typed errors. @returns undefined for an error that is not one. */
  known?(error: unknown): ErrorAnswer | undefined;
  /** Anything else: it has been logged, and nothing of it may reach the client. */
  unexpected(): ErrorAnswer;
}
