import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { bundle } from "../../../bundle/bundle.ts";
import { itAnswers, overHttp } from "../../support/api-case.ts";
import { cases } from "./data.cases.ts";

describe("data, as a plain HTTP server", () => {
  let program: string;
  let server: ReturnType<typeof start>;
  let url: string;

  function start(environment: Record<string, string>) {
    const env = { HOST: "127.0.0.1", PATH: process.env.PATH, ...environment };
    return spawn(process.execPath, [program], { env, stdio: ["ignore", "pipe", "pipe"] });
  }

  before(async () => {
    const { directory } = await bundle("functions/data/handler.ts", "data");
    program = join(directory, "server.js");
    server = start({ PORT: "0" });
    const [line] = await once(createInterface(server.stdout), "line");
    [url = ""] = /http:[^"]+/.exec(line) ?? [];
  });
  after(() => {
    server.kill("SIGKILL");
  });

  itAnswers(
    [
      ...cases,
      {
        name: "answers an unknown path in the service's words",
        request: { method: "GET", path: "/other" },
        status: 404,
        body: { error: "Not found" },
      },
      {
        name: "answers another method in the service's words",
        request: { method: "POST", path: "/data" },
        status: 405,
        body: { error: "Method not allowed" },
      },
    ],
    overHttp(() => url),
  );

  const wrong: [what: string, port: () => string, says: RegExp][] = [
    ["a port that is none", () => "http", /^PORT must be a whole number from 0 to 65535; got "http"\.\n$/],
    ["an empty port", () => "", /^PORT must be a whole number from 0 to 65535; got ""\.\n$/],
    [
      "a taken port",
      () => new URL(url).port,
      /^The server can't start \(listen EADDRINUSE.*\)\. Set HOST and PORT/,
    ],
  ];
  for (const [what, port, says] of wrong) {
    it(`refuses ${what} in one sentence`, async () => {
      const refused = start({ PORT: port() });
      const said = text(refused.stderr);
      expect(await once(refused, "exit")).to.deep.equal([1, null]);
      expect(await said).to.match(says);
    });
  }

  it("ends well on SIGTERM", async () => {
    const ended = once(server, "exit");
    server.kill("SIGTERM");
    expect(await ended).to.deep.equal([0, null]);
  });
});
