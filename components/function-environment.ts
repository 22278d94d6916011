import type * as pulumi from "@pulumi/pulumi";
import type { Arguments } from "./arguments.ts";

/** A function's own environment variables. */
export type FunctionEnvironment = Readonly<Record<string, pulumi.Input<string>>>;

/**
 * Names that Lambda sets itself and refuses from a function's configuration.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
const RESERVED: ReadonlySet<string> = new Set([
  "_HANDLER",
  "_X_AMZN_TRACE_ID",
  "AWS_DEFAULT_REGION",
  "AWS_REGION",
  "AWS_EXECUTION_ENV",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "AWS_LAMBDA_INITIALIZATION_TYPE",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_ACCESS_KEY",
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_LAMBDA_RUNTIME_API",
  "LAMBDA_TASK_ROOT",
  "LAMBDA_RUNTIME_DIR",
]);

/** @throws ArgumentError naming a variable that Lambda would refuse. */
export function checkEnvironment(args: Arguments, environment: FunctionEnvironment): void {
  for (const variable of Object.keys(environment)) {
    args.require(
      !RESERVED.has(variable),
      `environment variable ${variable} is reserved: Lambda sets it itself. Leave it out.`,
    );
    args.require(
      /^[A-Za-z][A-Za-z0-9_]+$/.test(variable),
      `environment variable "${variable}" must begin with a letter, followed by letters, digits or underscores.`,
    );
  }
}
