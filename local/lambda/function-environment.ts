import type { FunctionConfiguration } from "./definition.ts";

/** Session credentials of a function's own role. */
export interface FunctionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** What differs from one execution environment to the next. */
export interface EnvironmentFacts {
  readonly version: string;
  readonly logStream: string;
  readonly credentials: FunctionCredentials;
  /** URL for every AWS SDK in the function. */
  readonly awsEndpoint: string;
  /** `HOST:PORT` of the runtime API. */
  readonly runtimeApi: string;
  /** `HOST:PORT` to which trace segments are sent by UDP. */
  readonly xrayDaemon: string;
}

/**
 * The environment of a function's process: the variables that a function may set over Lambda's, the function's own, then
 * Lambda's reserved ones. Nothing of this machine's
 * environment is passed on, so that a function can't lean on what it won't have on AWS; the one addition is
 * `AWS_ENDPOINT_URL`. What depends on the place, such as `LAMBDA_TASK_ROOT`, comes from the host that starts it.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export function functionEnvironment(
  fn: FunctionConfiguration,
  facts: EnvironmentFacts,
): Record<string, string> {
  return {
    AWS_XRAY_CONTEXT_MISSING: "LOG_ERROR",
    AWS_XRAY_DAEMON_ADDRESS: facts.xrayDaemon,
    LANG: "en_US.UTF-8",
    TZ: ":UTC",
    ...fn.environment,
    ...(fn.logFormat === "JSON" && { AWS_LAMBDA_LOG_FORMAT: "JSON" }),
    ...(fn.applicationLogLevel && { AWS_LAMBDA_LOG_LEVEL: fn.applicationLogLevel }),
    AWS_ENDPOINT_URL: facts.awsEndpoint,
    AWS_ACCESS_KEY_ID: facts.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: facts.credentials.secretAccessKey,
    AWS_SESSION_TOKEN: facts.credentials.sessionToken,
    AWS_REGION: fn.region,
    AWS_DEFAULT_REGION: fn.region,
    AWS_EXECUTION_ENV: `AWS_Lambda_nodejs${fn.nodeMajor}.x`,
    AWS_LAMBDA_FUNCTION_NAME: fn.name,
    AWS_LAMBDA_FUNCTION_VERSION: facts.version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memorySizeMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: fn.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: facts.logStream,
    AWS_LAMBDA_RUNTIME_API: facts.runtimeApi,
    _HANDLER: fn.handler,
  };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html */
export function logStreamName(
  fn: FunctionConfiguration,
  version: string,
  instance: string,
  now: Date,
): string {
  const day = now.toISOString().slice(0, 10).replaceAll("-", "/");
  return `${day}/${fn.sharedLogGroup ? fn.name : ""}[${version}]${instance}`;
}
