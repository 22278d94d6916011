// `console` as AWS's Node.js runtime has it: each call is one event of the function's log, with time, request id and
// level. https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html
"use strict";

const { writeSync } = require("node:fs");
const { format } = require("node:util");
const { formatError } = require("./errors.cjs");

const levels = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"];
const json = process.env.AWS_LAMBDA_LOG_FORMAT === "JSON";
let requestId = "-";

function setRequestId(id) {
  requestId = id;
}

function patchConsole() {
  const lowest = levels.indexOf(process.env.AWS_LAMBDA_LOG_LEVEL?.toUpperCase());
  for (const [priority, level] of levels.entries()) {
    console[level.toLowerCase()] = priority < lowest ? () => {} : (...parameters) => log(level, parameters);
  }
  console.log = console.info;
}

function log(level, parameters) {
  const time = new Date().toISOString();
  const line = json
    ? jsonLine(time, level, parameters)
    : `${time}\t${requestId}\t${level}\t${format(...parameters)}`;
  // A newline after NUL continues an event: on AWS, too, one call is one event however many lines it has.
  write(`${line.replaceAll("\n", "\0\n")}\n`);
}

function jsonLine(timestamp, level, parameters) {
  const entry = { timestamp, level, requestId };
  if (parameters.length === 1) {
    try {
      return JSON.stringify({ ...entry, message: parameters[0] }, (_key, value) =>
        value instanceof Error ? { ...errorFields(value), ...value } : value,
      );
    } catch {
      // A cycle or a BigInt: as text, below.
    }
  }
  const error = parameters.slice(1).find((parameter) => parameter instanceof Error);
  return JSON.stringify({ ...entry, message: format(...parameters), ...(error && errorFields(error)) });
}

function errorFields(error) {
  return {
    errorType: error.constructor?.name ?? "UnknownError",
    errorMessage: error.message,
    stackTrace: typeof error.stack === "string" ? error.stack.split("\n") : [],
  };
}

/** Logs what a handler or its module has thrown. */
function logError(message, thrown) {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  if (json) console.error(error);
  else console.error(message, formatError(error));
}

/** Straight to the descriptor: loading `process.stdout` would cost every cold start that logs. */
function write(text) {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(1, rest));
    } catch (error) {
      // The function's own use of process.stdout makes the descriptor non-blocking; its reader needs a moment then.
      if (error.code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

module.exports = { patchConsole, setRequestId, logError };
