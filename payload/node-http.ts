/**
 * What is used of `node:http`, but not by its ES module: Node fills that by reading each of its exports, and one of them
 * loads a WebSocket client, which took 50 ms of every start.
 */
export const {
  Agent,
  createServer,
  request: httpRequest,
  validateHeaderName,
  validateHeaderValue,
} = process.getBuiltinModule("node:http");
