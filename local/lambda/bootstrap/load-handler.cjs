// Finds the handler that a function names, as AWS's Node.js runtime does.
// https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
"use strict";

const { existsSync } = require("node:fs");
const path = require("node:path");

const callbackRefusal =
  "ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.";

/** @returns an asynchronous function of event and context. */
async function loadHandler(root, name, executionEnvironment) {
  const { file, property } = parseHandler(root, name);
  const handler = findHandler(await loadModule(root, file), property, name);
  if (handler.length < 3) return handler;
  if (Number(/nodejs(\d+)/.exec(executionEnvironment)?.[1]) >= 24) {
    throw runtimeError("CallbackHandlerDeprecated", callbackRefusal);
  }
  return require("./callback-handler.cjs").promised(handler);
}

function parseHandler(root, name) {
  if (name.includes("..")) {
    throw runtimeError(
      "MalformedHandlerName",
      `'${name}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`,
    );
  }
  const base = path.basename(name);
  const dot = base.indexOf(".");
  if (dot < 1) throw runtimeError("MalformedHandlerName", "Bad handler");
  const file = path.resolve(root, path.dirname(name), base.slice(0, dot));
  return { file, property: base.slice(dot + 1) };
}

async function loadModule(root, file) {
  try {
    const found = ["", ".js", ".mjs", ".cjs"].map((extension) => file + extension).find(existsSync);
    if (!found) return require(require.resolve(path.basename(file), { paths: [root, path.dirname(file)] }));
    return await requireOrImport(found);
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw Object.assign(runtimeError("UserCodeSyntaxError", String(error)), { stack: error.stack });
    }
    if (error?.code === "MODULE_NOT_FOUND") throw runtimeError("ImportModuleError", String(error));
    throw error;
  }
}

/** `require` takes ES modules too, and sooner; only one that awaits at its top level must be imported. */
async function requireOrImport(file) {
  try {
    return require(file);
  } catch (error) {
    if (error?.code !== "ERR_REQUIRE_ASYNC_MODULE") throw error;
    return import(file);
  }
}

function findHandler(module, property, name) {
  const find = (from) => property.split(".").reduce((value, key) => value?.[key], from);
  const handler = find(module) ?? find(module?.default);
  if (!handler) throw runtimeError("HandlerNotFound", `${name} is undefined or not exported`);
  if (typeof handler !== "function") throw runtimeError("HandlerNotFound", `${name} is not a function`);
  return handler;
}

function runtimeError(type, message) {
  return Object.assign(new Error(message), { name: `Runtime.${type}` });
}

module.exports = { loadHandler };
