import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import { expect } from "chai";
import sinon from "sinon";
import type { HttpLimits } from "../../payload/http-server.ts";
import { type HttpServer, type PayloadHandler, type ServeOptions, serveHttp } from "../../payload/server.ts";

describe("serveHttp", () => {
  let server: HttpServer;
  const echo: PayloadHandler = (event) => ({ statusCode: 200, body: JSON.stringify(event) });

  async function serve(handler: PayloadHandler, options: Partial<ServeOptions> = {}): Promise<string> {
    server = await serveHttp(handler, { host: "127.0.0.1", port: 0, ...options });
    return server.url;
  }
  afterEach(() => {
    sinon.restore();
    return server.stop();
  });

  it("gives its handler the event of a Function URL, with a request id of its own", async () => {
    const ids: string[] = [];
    const url = await serve((event, context) => {
      ids.push(event.requestContext.requestId, context.awsRequestId);
      return echo(event, context);
    });
    const response = await fetch(`${url}/data%2Fx?a=1`, { method: "POST", body: "text" });
    expect(await response.json()).to.deep.include({
      version: "2.0",
      routeKey: "$default",
      rawPath: "/data%2Fx",
      rawQueryString: "a=1",
      body: "text",
      isBase64Encoded: false,
    });
    expect(new Set(ids).size).to.equal(1);
  });

  it("answers what a handler returns or resolves to", async () => {
    const url = await serve(async () => ({
      statusCode: 201,
      headers: { "x-a": "1" },
      cookies: ["a=1"],
      body: "made",
    }));
    const response = await fetch(url);
    expect(response.status).to.equal(201);
    expect(response.headers.get("x-a")).to.equal("1");
    expect(response.headers.getSetCookie()).to.deep.equal(["a=1"]);
    expect(await response.text()).to.equal("made");
  });

  const broken: [name: string, handler: PayloadHandler][] = [
    [
      "throws",
      () => {
        throw new Error("boom");
      },
    ],
    ["rejects", () => Promise.reject(new Error("boom"))],
    ["answers nonsense", () => ({ statusCode: "abc" })],
    ["answers what JSON does not have", () => ({ statusCode: 200n })],
  ];
  for (const [name, handler] of broken) {
    it(`answers 500 and logs when its handler ${name}`, async () => {
      const log = sinon.stub(console, "error");
      const response = await fetch(await serve(handler));
      expect(response.status).to.equal(500);
      expect(await response.json()).to.deep.equal({ message: "Internal Server Error" });
      expect(log.calledOnce).to.equal(true);
    });
  }

  it("answers null for a handler that returns nothing", async () => {
    const response = await fetch(await serve(() => undefined));
    expect(await response.text()).to.equal("null");
  });

  it("answers 413 to a body over its limit", async () => {
    const url = await serve(echo, { bodyBytes: 10 });
    const answers = [10, 11].map((length) => fetch(url, { method: "POST", body: "x".repeat(length) }));
    expect((await Promise.all(answers)).map(({ status }) => status)).to.deep.equal([200, 413]);
  });

  const garbage: [name: string, bytes: string, limits: HttpLimits, status: string][] = [
    ["what is no HTTP", "hello\r\n\r\n", {}, "400"],
    [
      "headers over the limit",
      `GET / HTTP/1.1\r\nHost: x\r\na: ${"b".repeat(200)}\r\n\r\n`,
      { headerBytes: 100 },
      "431",
    ],
    ["headers that never end", "GET / HTTP/1.1\r\nHost: x\r\n", { headersTimeoutMs: 100 }, "408"],
    [
      "a body that never ends",
      "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc",
      { headersTimeoutMs: 100, requestTimeoutMs: 200 },
      "408",
    ],
  ];
  for (const [name, bytes, limits, status] of garbage) {
    it(`answers ${status} to ${name}`, async () => {
      const url = await serve(echo, limits);
      expect(await rawAnswer(url, bytes)).to.match(new RegExp(`^HTTP/1\\.1 ${status} `));
    });
  }

  it("fails with the system's error when its port is taken", async () => {
    const url = await serve(echo);
    const second = await serveHttp(echo, { host: "127.0.0.1", port: Number(new URL(url).port) }).catch(
      (error) => error,
    );
    expect(second).to.have.property("code", "EADDRINUSE");
  });

  it("refuses new connections once it is told to stop, and finishes what is in flight", async () => {
    const called = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<unknown>();
    const url = await serve(() => {
      called.resolve();
      return answer.promise;
    });
    const response = fetch(url);
    await called.promise;
    const stopped = server.stop();
    expect(await fetch(url).catch(() => "refused")).to.equal("refused");
    answer.resolve({ statusCode: 200, body: "done" });
    expect(await (await response).text()).to.equal("done");
    await stopped;
  });

  it("cuts what is in flight when its time to stop is over", async () => {
    const called = Promise.withResolvers<void>();
    const url = await serve(
      () => {
        called.resolve();
        return new Promise(() => undefined);
      },
      { stopTimeoutMs: 50 },
    );
    const response = fetch(url).catch(() => "cut");
    await called.promise;
    await server.stop();
    expect(await response).to.equal("cut");
  });
});

describe("serveHttp, a process of its own", () => {
  const module = new URL("../../payload/server.ts", import.meta.url);
  const script = `
    import { serveHttp } from ${JSON.stringify(module.href)};
    const handler = async () => {
      console.log("called");
      await new Promise((resolve) => process.once("SIGUSR2", resolve));
      return { statusCode: 200, body: "done" };
    };
    setInterval(() => undefined, 1_000);
    console.log((await serveHttp(handler, { host: "127.0.0.1", port: 0 })).url);
  `;
  let child: ChildProcess;
  afterEach(() => child.kill("SIGKILL"));

  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    it(`finishes what is in flight on ${signal}, and ends with code 0`, async () => {
      child = spawn(process.execPath, ["--input-type=module", "-e", script], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      if (child.stdout === null) throw new Error("The child has no output.");
      const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
      const url = String((await lines.next()).value);
      const response = fetch(url).then((answer) => answer.text());
      await lines.next();
      const exited = once(child, "exit");
      child.kill(signal);
      while (
        await fetch(url, { signal: AbortSignal.timeout(1_000) }).then(
          () => true,
          () => false,
        )
      );
      child.kill("SIGUSR2");
      expect(await response).to.equal("done");
      expect(await exited).to.deep.equal([0, null]);
    });
  }
});

/** Everything that comes back on a connection until it is closed. */
async function rawAnswer(url: string, bytes: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  let received = "";
  socket.setEncoding("latin1").on("data", (chunk: string) => {
    received += chunk;
  });
  socket.write(bytes);
  await once(socket, "close");
  return received;
}
