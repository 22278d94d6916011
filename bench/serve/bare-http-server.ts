import { createServer } from "node:http";
import { buildPayload } from "../../functions/data/payload.ts";

/** Serves the answer of `GET /data` on the port of 127.0.0.1 that the first argument names. */
createServer((_request, response) => {
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(buildPayload()));
}).listen(Number(process.argv[2]), "127.0.0.1");
