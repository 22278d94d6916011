import { createRequire } from "node:module";
import { serveHttp } from "./server.ts";

/** The `server` image's entry: the function's own bundle, behind a plain HTTP server. `HOST` and `PORT` say where. */
const entry = process.argv[1] ?? "";
const { handler } = createRequire(entry)("./handler.js");

serveHttp(handler, { host: process.env.HOST ?? "0.0.0.0", port: Number(process.env.PORT ?? 7774) });
