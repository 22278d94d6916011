// Faults that happen inside of a function: what the local cloud was told to rehearse, and what its log then names.
"use strict";

class InjectedFault extends Error {
  name = "InjectedFault";
}

/** Parts of an event that stay legible, so that what fails still knows its route and its request. */
const LEGIBLE = new Set(["requestContext", "pathParameters", "stageVariables"]);

/**
 * @param kind `error` fails in the place of the handler; `exception` lets it run on an event whose contents can't be read
 * @returns the event for the handler
 */
function befall(kind, event) {
  if (kind === "error" || typeof event !== "object" || event === null) {
    throw new InjectedFault("A fault fails this invocation.");
  }
  return new Proxy(event, {
    get(target, name) {
      const value = target[name];
      if (typeof value !== "object" || value === null || LEGIBLE.has(name)) return value;
      throw new InjectedFault(`A fault makes event.${String(name)} unreadable.`);
    },
  });
}

module.exports = { befall };
