import { AwsError } from "../aws-error.ts";

/** The answer to what S3's API has and the local S3 has not. */
export function notImplemented(operation: string): AwsError {
  return new AwsError("NotImplemented", 501, `The local S3 has no ${operation}.`);
}
