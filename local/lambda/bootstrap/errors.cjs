// Errors in the forms in which AWS's Node.js runtime reports and logs them.
"use strict";

/** What the caller of a failed function gets. Anything can be thrown, so nothing about it is taken for granted. */
function describeError(error) {
  try {
    if (error instanceof Error) {
      return { errorType: error.name, errorMessage: error.message, trace: error.stack?.split("\n") ?? [] };
    }
    return { errorType: typeof error, errorMessage: String(error), trace: [] };
  } catch {
    return {
      errorType: "handled",
      errorMessage:
        "callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack",
      trace: [],
    };
  }
}

/** One line for the log, with the error's own properties. */
function formatError(error) {
  try {
    return `\t${JSON.stringify(error, (_key, value) => (value instanceof Error ? withProperties(value) : value))}`;
  } catch {
    return `\t${JSON.stringify(describeError(error))}`;
  }
}

function withProperties(error) {
  const { name, message, code, stack } = error;
  const properties = { errorType: name, errorMessage: message, code, ...error };
  if (typeof stack === "string") properties.stack = stack.split("\n");
  return properties;
}

module.exports = { describeError, formatError };
