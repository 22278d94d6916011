// The Node.js runtime of a function's process: what `/var/runtime/index.mjs` is on AWS, with its behaviour as of
// Node.js 24. CommonJS, because an ES module as the entry point adds 25 ms to every cold start.
//
// As on AWS, an uncaught exception or unhandled rejection ends the process with Node's own words and exit status 1,
// which Lambda reports as Runtime.ExitError, and a handler whose promise never settles ends it with status 0. The
// runtimes before it, with aws-lambda-ric before version 4, posted such an error (Runtime.UnhandledPromiseRejection) and
// logged it as an event. https://github.com/aws/aws-lambda-base-images/issues/392
"use strict";

const [, , compileCache, wait] = process.argv;
if (compileCache) require("node:module").enableCompileCache(compileCache);

const { patchConsole, setRequestId, logError } = require("./console.cjs");
const { loadHandler } = require("./load-handler.cjs");
const { describeError } = require("./errors.cjs");
const { RuntimeClient } = require("./runtime-client.cjs");

const { env } = process;
const client = new RuntimeClient(env.AWS_LAMBDA_RUNTIME_API);

function contextOf(headers) {
  const deadline = Number(headers["lambda-runtime-deadline-ms"]);
  const parsed = (name) => (headers[name] ? JSON.parse(headers[name]) : undefined);
  return {
    clientContext: parsed("lambda-runtime-client-context"),
    identity: parsed("lambda-runtime-cognito-identity"),
    invokedFunctionArn: headers["lambda-runtime-invoked-function-arn"],
    awsRequestId: headers["lambda-runtime-aws-request-id"],
    getRemainingTimeInMillis: () => deadline - Date.now(),
    callbackWaitsForEmptyEventLoop: true,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
  };
}

async function serveOne(handler) {
  const { headers, body } = await client.next();
  const context = contextOf(headers);
  const trace = headers["lambda-runtime-trace-id"];
  if (trace) env._X_AMZN_TRACE_ID = trace;
  else delete env._X_AMZN_TRACE_ID;
  setRequestId(context.awsRequestId);
  try {
    const result = await handler(eventOf(body, headers["lambdock-fault"]), context);
    // Gives a rejection that nobody handles the time to end the process before the answer is out.
    await new Promise(setImmediate);
    client.respond(context.awsRequestId, serialize(result));
  } catch (error) {
    await new Promise(setImmediate);
    logError("Invoke Error", error);
    client.fail(context.awsRequestId, describeError(error));
  }
}

function eventOf(body, fault) {
  const event = JSON.parse(body);
  return fault ? require("./fault.cjs").befall(fault, event) : event;
}

function serialize(result) {
  try {
    return JSON.stringify(result === undefined ? null : result) ?? "null";
  } catch {
    const error = new Error("Unable to stringify response body");
    error.name = "Runtime.JSONStringifyError";
    throw error;
  }
}

async function main() {
  patchConsole();
  if (wait) require("./wait-for-code.cjs").waitForCode();
  let handler;
  try {
    handler = await loadHandler(env.LAMBDA_TASK_ROOT, env._HANDLER, env.AWS_EXECUTION_ENV);
  } catch (error) {
    logError("Init Error", error);
    await client.failInit(describeError(error));
    process.exit(1);
  }
  // Written now and not at exit, because these processes are killed; a second later, because this one is busy now.
  if (compileCache) setTimeout(() => require("node:module").flushCompileCache(), 1000).unref();
  for (;;) await serveOne(handler);
}

main();
