import type { ExampleRequest } from "./example-requests.ts";

/** One route of an API, with an example to try it with. */
export interface RouteLine extends ExampleRequest {
  readonly api: string;
  readonly routeKey: string;
  readonly functionName?: string;
}
