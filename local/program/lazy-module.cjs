"use strict";

const { createRequire } = require("node:module");
const { fileURLToPath } = require("node:url");

/** Stands for the CommonJS module at a URL, and loads it when it is first asked for something. */
module.exports = function lazyModule(url) {
  let loaded;
  const load = () => (loaded ??= createRequire(url)(fileURLToPath(url)));
  const known = { __esModule: true };
  if (url.includes("/@grpc/grpc-js/"))
    known.makeGenericClientConstructor = (...service) => lazyClient(load, service);
  return new Proxy(known, {
    get: (_, name) => (Object.hasOwn(known, name) ? known[name] : load()[name]),
    has: (_, name) => name in load(),
    ownKeys: () => Reflect.ownKeys(load()),
    // A property that its target lacks, a proxy may only call configurable.
    getOwnPropertyDescriptor(_, name) {
      const descriptor = Object.getOwnPropertyDescriptor(load(), name);
      return descriptor && { ...descriptor, configurable: true };
    },
  });
};

/** Generated code makes the class of a client while it is loaded. gRPC is needed when there is a client of it. */
function lazyClient(load, service) {
  return function Client(...args) {
    const Loaded = load().makeGenericClientConstructor(...service);
    return new Loaded(...args);
  };
}
