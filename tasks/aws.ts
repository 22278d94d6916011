import { operatorCredentials } from "../local/aws/credentials.ts";
import { regionOf } from "../local/program/region.ts";
import { readStackConfig, type StackConfig } from "../local/program/stack-config.ts";
import { TaskError } from "./task.ts";

/** What every AWS client of a stack is made with. */
export interface AwsOptions {
  readonly region: string;
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** Where a stack is: its region in AWS, or the emulator that its settings name. */
export function awsOptions({ values, project }: StackConfig): AwsOptions {
  const region = regionOf(values);
  const endpoint = values[`${project}:endpoint`];
  return endpoint ? { region, endpoint, credentials: operatorCredentials } : { region };
}

/** A stack's configuration, with settings that win over its file. @throws LocalError when it has no file */
export function stackConfig(stack: string, settings: Readonly<Record<string, string>> = {}): StackConfig {
  return readStackConfig(".", stack, settings);
}

const FIX_CREDENTIALS =
  "Sign in with aws sso login or aws configure, or set AWS_PROFILE; aws sts get-caller-identity tells who you are.";

/** Names of errors that mean: AWS does not know who asks. */
const NO_CREDENTIALS = new Set([
  "CredentialsProviderError",
  "ExpiredToken",
  "ExpiredTokenException",
  "InvalidClientTokenId",
  "UnrecognizedClientException",
]);

/** For a client's `catch`. @throws TaskError with AWS's own words, and what to do where credentials are missing */
export function asTaskError(error: unknown): never {
  if (!(error instanceof Error)) throw error;
  const fix = NO_CREDENTIALS.has(error.name) ? ` ${FIX_CREDENTIALS}` : "";
  throw new TaskError(`AWS: ${error.message.replace(/\.?$/, ".")}${fix}`);
}
