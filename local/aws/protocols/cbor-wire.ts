import { cbor, dateToTag } from "@smithy/core/cbor";
import { AwsError } from "../aws-error.ts";
import type { AwsResponse } from "../http-message.ts";
import { plainOutput } from "./plain-output.ts";
import { type AwsProtocol, errorResponse, jsonAuthenticationCodes } from "./protocol.ts";
import type { Wire } from "./wire.ts";

const HEADERS = { "content-type": "application/cbor", "smithy-protocol": "rpc-v2-cbor" } as const;

/** Errors as rpcv2Cbor writes them: the code in `__type`. https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html */
export const rpcV2Cbor: AwsProtocol = {
  authenticationError: ({ failure, message }) => new AwsError(jsonAuthenticationCodes[failure], 403, message),
  accessDenied: (message) => new AwsError("AccessDenied", 403, message),
  errorResponse: (error) => {
    const body = cbor.serialize({ __type: error.code, message: error.message });
    return { ...errorResponse(error, HEADERS, ""), body: Buffer.from(body) };
  },
};

/** rpcv2Cbor: the operation at the end of the path, CBOR both ways. */
export const cborWire: Wire = {
  protocol: rpcV2Cbor,
  operation: ({ path }) => path.slice(path.lastIndexOf("/") + 1),
  input({ body }): unknown {
    if (body.length === 0) return {};
    try {
      return cbor.deserialize(body);
    } catch {
      throw new AwsError("SerializationException", 400, "The request body is not CBOR.");
    }
  },
  answer(_operation, output): AwsResponse {
    const body = cbor.serialize(plainOutput(output, dateToTag));
    return { status: 200, headers: HEADERS, body: Buffer.from(body) };
  },
};
