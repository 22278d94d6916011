// Handlers that answer by a callback, which AWS's runtimes before Node.js 24 take.
// https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html#nodejs-handler-callback
"use strict";

/** @returns the handler as an asynchronous function of event and context. */
function promised(handler) {
  return (event, context) =>
    new Promise((resolve, reject) => {
      // An empty event loop ends the invocation: with the callback's answer, or with null when there was none.
      let finish = () => resolve(null);
      const onEmptyLoop = () => finish();
      const settle = (action) => {
        if (context.callbackWaitsForEmptyEventLoop) {
          finish = action;
          return;
        }
        process.off("beforeExit", onEmptyLoop);
        action();
      };
      process.once("beforeExit", onEmptyLoop);
      const callback = (error, result) =>
        settle(() => (error === undefined || error === null ? resolve(result) : reject(error)));
      const returned = handler(event, context, callback);
      if (typeof returned?.then !== "function") return;
      process.off("beforeExit", onEmptyLoop);
      returned.then(resolve, reject);
    });
}

module.exports = { promised };
