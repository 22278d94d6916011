import type { AwsRequest, AwsResponse } from "../http-message.ts";
import type { AwsProtocol } from "./protocol.ts";

/** How operations of a service travel: where their name is, and how input and output are written. */
export interface Wire {
  readonly protocol: AwsProtocol;
  /** The operation's name, empty when the request has none. Must not throw. */
  operation(request: AwsRequest): string;
  /** The operation's input as plain values, timestamps in whatever form the wire has them. @throws AwsError */
  input(request: AwsRequest): unknown;
  /** @param output plain values, with Date for timestamps, Map for maps, and undefined for what is absent */
  answer(operation: string, output: object, requestId: string): AwsResponse;
}
