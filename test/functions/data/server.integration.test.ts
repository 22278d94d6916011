import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { expect } from "chai";
import { bundle } from "../../../bundle/bundle.ts";
import { freePort } from "../../../local/process/free-port.ts";
import { itAnswers, overHttp } from "../../support/api-case.ts";
import { until } from "../../support/until.ts";
import { cases } from "./data.cases.ts";

describe("data, as a plain HTTP server", () => {
  let server: ChildProcess;
  let url: string;

  before(async () => {
    const { directory } = await bundle("functions/data/handler.ts", "data");
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    const environment = { HOST: "127.0.0.1", PORT: String(port), PATH: process.env.PATH };
    server = spawn(process.execPath, [`${directory}/server.js`], { env: environment, stdio: "ignore" });
    await until("the server answers", () =>
      fetch(url).then(
        () => true,
        () => false,
      ),
    );
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

  it("ends well on SIGTERM", async () => {
    const ended = once(server, "exit");
    server.kill("SIGTERM");
    expect(await ended).to.deep.equal([0, null]);
  });
});
