import { type FunctionReference, parseFunctionName } from "../../lambda/function-name.ts";
import { AwsError } from "../aws-error.ts";
import type { AwsRequest } from "../http-message.ts";

/**
 * The function that a request names. It is read once, so that access is decided on what is then used.
 * @param text as the caller writes it in the path
 * @throws AwsError for what is no function's name, and for two qualifiers that differ
 */
export function namedFunction(text: string, { query }: AwsRequest): FunctionReference {
  const named = parseFunctionName(text);
  if (named === undefined) {
    const message =
      `1 validation error detected: Value '${text}' at 'functionName' failed to satisfy constraint: ` +
      "Member must be a function's name, partial ARN or ARN, with or without a qualifier";
    throw new AwsError("ValidationException", 400, message);
  }
  const { Qualifier: qualifier } = query;
  if (typeof qualifier !== "string") return named;
  if (named.qualifier !== undefined && named.qualifier !== qualifier) {
    const message = "The derived qualifier from the function name does not match the specified qualifier.";
    throw new AwsError("InvalidParameterValueException", 400, message);
  }
  return { ...named, qualifier };
}
