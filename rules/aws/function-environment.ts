import { type Rule, resourceRule } from "../rule.ts";
import { recordOf } from "../values.ts";

const SOURCE = "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html";
const TYPES = ["aws:lambda/function:Function"];
const MAXIMUM_BYTES = 4096;
const KEY = /^[A-Za-z][A-Za-z0-9_]+$/;

/** Lambda sets these itself and refuses functions that do. */
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

function variablesOf(inputs: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return recordOf(recordOf(inputs.environment).variables);
}

export const functionEnvironmentRules: readonly Rule[] = [
  resourceRule({
    id: "function-environment-size",
    sentence: `A function's environment has at most ${MAXIMUM_BYTES} bytes, keys and values together.`,
    source: "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html",
    types: TYPES,
    problems({ inputs }) {
      // Lambda measures the variables as JSON, so quotes and commas count.
      const bytes = Buffer.byteLength(JSON.stringify(variablesOf(inputs)));
      if (bytes <= MAXIMUM_BYTES) return [];
      return [`has ${bytes} bytes of environment. Use at most ${MAXIMUM_BYTES}.`];
    },
  }),
  resourceRule({
    id: "function-environment-names",
    sentence:
      "Environment variables are named with a letter, then letters, digits and underscores, and not as Lambda's own.",
    source: SOURCE,
    types: TYPES,
    problems: ({ inputs }) =>
      Object.keys(variablesOf(inputs)).flatMap((name) => {
        if (RESERVED.has(name)) return [`sets ${name}, which Lambda reserves. Use another name.`];
        if (KEY.test(name)) return [];
        return [`sets "${name}", which must be a letter, then at least one letter, digit or "_".`];
      }),
  }),
];
