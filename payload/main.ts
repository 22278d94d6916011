import { createRequire } from "node:module";
import { serveHttp } from "./server.ts";

/** The `server` image's entry: the function's own bundle, behind a plain HTTP server. `HOST` and `PORT` say where. */
const entry = process.argv[1] ?? "";
const { HOST: host = "0.0.0.0", PORT: port = "7774" } = process.env;
if (!/^\d+$/.test(port) || Number(port) > 65_535)
  fail(`PORT must be a whole number from 0 to 65535; got "${port}".`);
const { handler } = createRequire(entry)("./handler.js");

serveHttp(handler, { host, port: Number(port) }).then(
  ({ url }) => console.log(JSON.stringify({ level: "INFO", message: `Listening on ${url}` })),
  ({ message }: Error) => fail(`The server can't start (${message}). Set HOST and PORT to a free address.`),
);

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}
