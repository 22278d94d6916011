import { validateHeaderValue } from "../../../payload/node-http.ts";
import { AwsError } from "../aws-error.ts";

/**
 * A value that a client names for a header, by a query parameter.
 * @throws AwsError InvalidArgument for one that no header can have
 */
export function headerValue(value: string): string {
  try {
    validateHeaderValue("value", value);
    return value;
  } catch {
    throw new AwsError("InvalidArgument", 400, "Header value cannot be represented using ISO-8859-1.");
  }
}
