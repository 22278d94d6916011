import { AwsError } from "../aws-error.ts";
import type { AwsProtocol } from "../protocols/protocol.ts";
import type { Wire } from "../protocols/wire.ts";

/** Codes that were other ones when CloudWatch spoke awsQuery alone. */
const QUERY_CODES: Readonly<Record<string, string>> = {
  DashboardNotFoundError: "ResourceNotFound",
  InvalidParameterValueException: "InvalidParameterValue",
  MissingRequiredParameterException: "MissingParameter",
  InvalidParameterCombinationException: "InvalidParameterCombination",
};

/**
 * Adds the error code of the query protocol, which SDKs go on telling their callers.
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait
 */
export function withQueryErrors(wire: Wire): Wire {
  const protocol: AwsProtocol = {
    ...wire.protocol,
    errorResponse(error, requestId) {
      const response = wire.protocol.errorResponse(error, requestId);
      const { code } = queryError(error);
      const fault = error.status >= 500 ? "Receiver" : "Sender";
      return { ...response, headers: { ...response.headers, "x-amzn-query-error": `${code};${fault}` } };
    },
  };
  return { ...wire, protocol };
}

/** The same, for a client that speaks awsQuery. */
export function withQueryCodes(wire: Wire): Wire {
  const protocol: AwsProtocol = {
    ...wire.protocol,
    errorResponse: (error, requestId) => wire.protocol.errorResponse(queryError(error), requestId),
  };
  return { ...wire, protocol };
}

function queryError({ code, status, message, headers }: AwsError): AwsError {
  return new AwsError(QUERY_CODES[code] ?? code, status, message, headers);
}
