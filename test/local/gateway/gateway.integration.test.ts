import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { expect } from "chai";
import { LocalError } from "../../../local/emulator.ts";
import { answered, GatewayHarness } from "./harness.ts";
import * as declare from "./programs.ts";

const portOf = (url: string | undefined) => Number(new URL(url ?? "").port);

/** Holds a free port until it is closed. */
async function takenPort() {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return { port: address.port, close: () => new Promise((resolve) => server.close(resolve)) };
}

const holdPort = `const server = require("node:net").createServer();
  server.listen(0, "127.0.0.1", () => console.log(server.address().port));`;

/** Another process that holds a free port until it is closed. */
async function portOfAnother() {
  const child = spawn(process.execPath, ["-e", holdPort], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(child.stdout, "data");
  const close = async () => {
    const exited = once(child, "exit");
    child.kill();
    await exited;
  };
  return { port: Number(line), pid: child.pid, close };
}

describe("HttpGateway", () => {
  let local: GatewayHarness;
  const shop = (...routeKeys: string[]) => declare.simpleApi("shop", routeKeys);

  beforeEach(() => {
    local = new GatewayHarness();
  });
  afterEach(() => local.gateway.stop());

  it("lists URLs and routes of everything that it serves", async () => {
    await local.gateway.apply(
      declare.program(
        ...shop("GET /a", "$default"),
        ...declare.simpleApi("admin", ["GET /b"]),
        declare.functionUrl("data"),
        declare.functionUrl("report"),
      ),
    );
    const { api, apis, functionUrls } = local.gateway.urls;
    expect(Object.keys(apis)).to.deep.equal(["shop", "admin"]);
    expect(api).to.equal(apis.shop);
    expect(Object.keys(functionUrls)).to.deep.equal(["data", "report"]);
    expect(local.gateway.routes).to.deep.equal([
      { api: "shop", routeKey: "GET /a", functionName: "echo" },
      { api: "shop", routeKey: "$default", functionName: "echo" },
      { api: "admin", routeKey: "GET /b", functionName: "echo" },
    ]);
    const answers = [`${apis.shop}/a`, `${apis.admin}/b`, functionUrls.data, functionUrls.report].map((url) =>
      fetch(url ?? "").then(({ status }) => status),
    );
    expect(await Promise.all(answers)).to.deep.equal([200, 200, 200, 200]);
  });

  it("gives a further API the next port, and Function URLs the first one that is left", async () => {
    // Two free neighbours are found by asking for one port and taking what lies behind it, unless somebody has that.
    for (let attempt = 1; ; attempt += 1) {
      const first = await takenPort();
      await first.close();
      local = new GatewayHarness({ port: first.port, functionUrlPort: first.port });
      try {
        await local.gateway.apply(declare.program(...shop("GET /a"), declare.functionUrl("data")));
      } catch (error) {
        await local.gateway.stop();
        if (attempt === 10 || !String(error).includes("is taken")) throw error;
        continue;
      }
      expect(portOf(local.gateway.urls.api)).to.equal(first.port);
      expect(portOf(local.gateway.urls.functionUrls.data)).to.equal(first.port + 1);
      return;
    }
  });

  it("is bound to the loopback address alone", async () => {
    await local.gateway.apply(declare.program(...shop("GET /a")));
    const port = portOf(local.gateway.urls.api);
    const other = createServer();
    // Another loopback address is free on a port only if the first server did not take all addresses.
    await new Promise<void>((resolve, reject) =>
      other.once("error", reject).listen(port, "127.0.0.2", resolve),
    );
    await new Promise((resolve) => other.close(resolve));
  });

  it("takes a changed declaration without closing a connection or losing a request", async () => {
    await local.gateway.apply(declare.program(...shop("GET /old")));
    const url = local.apiUrl;
    const called = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<ReturnType<typeof answered>>();
    local.invoke = () => {
      called.resolve();
      return answer.promise;
    };
    const client = local.socket().send("GET /old HTTP/1.1\r\nHost: localhost\r\n\r\n");
    await called.promise;
    await local.gateway.apply(declare.program(...shop("GET /new"), declare.functionUrl("data")));
    expect(local.apiUrl).to.equal(url);
    expect((await local.fetch("/old")).status).to.equal(404);
    answer.resolve(answered({ statusCode: 200, body: "from the old route" }));
    await client.until("from the old route");
    client.send("GET /new HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    expect((await client.closed).match(/HTTP\/1\.1 200 OK/g)).to.have.length(2);
  });

  it("keeps counting a throttle over an apply that does not change the API", async () => {
    local = new GatewayHarness({ clock: () => 0 });
    const parts = declare.simpleApi("shop", ["GET /a"], {
      stage: { defaultRouteSettings: { throttlingBurstLimit: 1, throttlingRateLimit: 1 } },
    });
    await local.gateway.apply(declare.program(...parts));
    expect((await local.fetch("/a")).status).to.equal(200);
    await local.gateway.apply(declare.program(...parts, declare.functionUrl("data")));
    expect((await local.fetch("/a")).status).to.equal(429);
  });

  it("closes the port of what is no longer declared", async () => {
    await local.gateway.apply(declare.program(...shop("GET /a"), declare.functionUrl("data")));
    const url = local.gateway.urls.functionUrls.data ?? "";
    await fetch(url);
    await local.gateway.apply(declare.program(...shop("GET /a")));
    expect(local.gateway.urls.functionUrls).to.deep.equal({});
    const refused = await fetch(url).then(
      () => "answered",
      () => "refused",
    );
    expect(refused).to.equal("refused");
  });

  it("goes on serving the last declaration when the next one can't be had", async () => {
    await local.gateway.apply(declare.program(...shop("GET /a")));
    const broken = local.gateway.apply(
      declare.program(...shop("GET /a", "GET b"), declare.functionUrl("data")),
    );
    expect(await broken.catch((error: unknown) => error)).to.be.instanceOf(LocalError);
    expect((await local.fetch("/a")).status).to.equal(200);
    expect(local.gateway.urls.functionUrls).to.deep.equal({});
  });

  it("says once what it does not emulate, and again only when it is new", async () => {
    const socket = declare.api("socket", { protocolType: "WEBSOCKET" });
    await local.gateway.apply(declare.program(...shop("GET /a"), socket));
    await local.gateway.apply(declare.program(...shop("GET /b"), socket));
    expect(local.notices).to.have.length(1);
  });

  /** What is said when the gateway can't have these ports. */
  function refusal(ports: { port: number; functionUrlPort: number }): Promise<unknown> {
    local = new GatewayHarness(ports);
    return local.gateway
      .apply(declare.program(...shop("GET /a"), declare.functionUrl("data")))
      .catch((reason: unknown) => reason);
  }

  const options: [option: string, ports: (port: number) => { port: number; functionUrlPort: number }][] = [
    ["--port", (port) => ({ port, functionUrlPort: 0 })],
    ["--function-url-port", (port) => ({ port: 0, functionUrlPort: port })],
  ];
  for (const [option, ports] of options) {
    it(`names the process that has a port, and ${option}`, async () => {
      const taken = await portOfAnother();
      const owner =
        process.platform === "linux" ? `another process \\(pid ${taken.pid}\\)` : "another process";
      const error = await refusal(ports(taken.port)).finally(() => taken.close());
      expect(error).to.be.instanceOf(LocalError);
      expect(String(error)).to.match(
        new RegExp(`npm start: port ${taken.port} is taken by ${owner}. Use npm start -- ${option} \\d+\\.$`),
      );
      expect(local.gateway.urls.apis).to.deep.equal({});
    });
  }

  it("says of a port that this process has itself who has it", async function () {
    if (process.platform !== "linux") this.skip();
    const taken = await takenPort();
    const error = await refusal({ port: taken.port, functionUrlPort: 0 }).finally(() => taken.close());
    expect(String(error)).to.include(
      `port ${taken.port} is taken by npm start itself: the AWS endpoint or the console has it. Use npm start -- --port `,
    );
  });

  it("stops within its grace, though a function still runs and connections are open", async () => {
    await local.gateway.apply(declare.program(...shop("GET /a")));
    await local.fetch("/a");
    const called = Promise.withResolvers<void>();
    local.invoke = () => {
      called.resolve();
      return new Promise(() => undefined);
    };
    const client = local.socket().send("GET /a HTTP/1.1\r\nHost: localhost\r\n\r\n");
    await called.promise;
    // The function never answers: that it stops at all is by its grace.
    await local.gateway.stop();
    expect(await client.closed).to.equal("");
  });

  it("has nothing to serve without APIs, and can be stopped at any time", async () => {
    await local.gateway.stop();
    await local.gateway.apply(declare.program());
    expect(local.gateway.urls).to.deep.equal({ apis: {}, functionUrls: {} });
    await local.gateway.stop();
    await local.gateway.stop();
  });
});
