import { expect } from "chai";
import { answered, GatewayHarness } from "./harness.ts";
import * as declare from "./programs.ts";

describe("HttpGateway, whatever a client sends", () => {
  const local = new GatewayHarness();
  /** For what is never complete. */
  const impatient = new GatewayHarness({ limits: { headersTimeoutMs: 200, requestTimeoutMs: 400 } });
  const both = [local, impatient];
  const program = declare.program(...declare.simpleApi("shop", ["ANY /x/{path+}"]));
  before(() => Promise.all(both.map(({ gateway }) => gateway.apply(program))));
  after(() => Promise.all(both.map(({ gateway }) => gateway.stop())));

  /** The server is alive when it serves somebody else. */
  afterEach(async () => expect((await local.fetch("/x/alive")).status).to.equal(200));

  const request = (lines: string, host = "localhost") => `GET /x/1 HTTP/1.1\r\nHost: ${host}\r\n${lines}\r\n`;

  const broken: [name: string, bytes: string | Buffer, status: string][] = [
    ["no HTTP", "hello\r\n\r\n", "400 Bad Request"],
    ["bytes that are no text", Buffer.from([0xff, 0xfe, 0x00, 0x0a, 0x0d, 0x0a]), "400 Bad Request"],
    [
      "TLS",
      Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03]),
      "400 Bad Request",
    ],
    ["a path with a NUL", "GET /x/\0 HTTP/1.1\r\nHost: localhost\r\n\r\n", "400 Bad Request"],
    ["10,000 headers", request("a: b\r\n".repeat(10_000)), "431 Request Header Fields Too Large"],
    ["a header of 11 KB", request(`a: ${"b".repeat(11_000)}\r\n`), "431 Request Header Fields Too Large"],
    ["two lengths", request("Content-Length: 1\r\nContent-Length: 2\r\n"), "400 Bad Request"],
    ["length and chunks", request("Content-Length: 1\r\nTransfer-Encoding: chunked\r\n"), "400 Bad Request"],
    ["a negative length", request("Content-Length: -1\r\n"), "400 Bad Request"],
    ["a foreign Host", request("Connection: close\r\n", "evil.test"), "421 Misdirected Request"],
    [
      "a foreign Host with our port",
      request("Connection: close\r\n", "evil.test:3000"),
      "421 Misdirected Request",
    ],
  ];
  for (const [name, bytes, status] of broken) {
    it(`answers ${status} to ${name} and closes`, async () => {
      const client = local.socket().send(bytes);
      expect(await client.closed).to.match(new RegExp(`^HTTP/1\\.1 ${status}\r\n`));
      expect(client.received).to.include('{"message":"');
    });
  }

  const incomplete: [name: string, bytes: string][] = [
    ["headers that never end", "GET /x/1 HTTP/1.1\r\nHost: localhost\r\na: "],
    ["a body that never ends", request("Content-Length: 10\r\n\r\nabc")],
    ["nothing at all", ""],
  ];
  for (const [name, bytes] of incomplete) {
    it(`answers 408 Request Timeout to ${name} and closes`, async () => {
      const client = impatient.socket().send(bytes);
      expect(await client.closed).to.match(/^HTTP\/1\.1 408 Request Timeout\r\n/);
      expect(client.received).to.include('{"message":"');
    });
  }

  it("passes on each of 2,500 small headers", async () => {
    const received = await local.socket().send(request(`${"a:b\r\n".repeat(2_500)}Connection: close\r\n`))
      .closed;
    expect(received.match(/"a":"([b,]*)"/)?.[1]?.split(",")).to.have.length(2_500);
  });

  it("answers 400 to a request without Host and closes", async () => {
    expect(await local.socket().send("GET /x/1 HTTP/1.1\r\n\r\n").closed).to.match(/^HTTP\/1\.1 400 /);
  });

  it("tells a foreign Host in one sentence what to use, and calls no function", async () => {
    const before = local.invocations.length;
    const client = local.socket().send(request("Connection: close\r\n", "evil.test"));
    expect(await client.closed).to.include("answers to localhost, *.localhost and 127.0.0.1 only");
    expect(local.invocations).to.have.length(before);
    expect(local.lastRequest).to.include({ status: 421, apiId: "shopid" });
  });

  it("takes invalid UTF-8 in path, query, header and body", async () => {
    const head =
      "POST /x/%ff?q=%ff HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: text/plain\r\n";
    const bytes = Buffer.concat([
      Buffer.from(`${head}X-A: \xe9\r\nContent-Length: 2\r\n\r\n`, "latin1"),
      Buffer.from([0xff, 0xfe]),
    ]);
    const received = await local.socket().send(bytes).closed;
    const event = JSON.parse(Buffer.from(received.slice(received.indexOf("{")), "latin1").toString("utf8"));
    expect(event).to.deep.include({
      rawPath: "/x/\uFFFD",
      queryStringParameters: { q: "\uFFFD" },
      body: Buffer.from([0xff, 0xfe]).toString("base64"),
      isBase64Encoded: true,
    });
    expect(event.headers["x-a"]).to.equal("é");
  });

  it("answers 413 to 50 MB before they are sent, by their length", async () => {
    const client = local
      .socket()
      .send(`POST /x/1 HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${50 * 1024 * 1024}\r\n\r\n`);
    expect(await client.until('{"message":"Request Entity Too Large"}')).to.match(/^HTTP\/1\.1 413 /);
    expect(client.received.toLowerCase()).to.include("connection: close");
    client.socket.destroy();
  });

  it("answers 413 to a client that sends all of 50 MB in chunks without looking", async () => {
    const client = local
      .socket()
      .send("POST /x/1 HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
    const chunk = Buffer.concat([Buffer.from("100000\r\n"), Buffer.alloc(0x10_0000), Buffer.from("\r\n")]);
    for (let index = 0; index < 50; index++) client.send(chunk);
    client.send("0\r\n\r\n");
    expect(await client.closed).to.match(/^HTTP\/1\.1 413 /);
  });

  it("gives fetch the 413 of a 50 MB body", async () => {
    const response = await local.fetch("/x/1", { method: "POST", body: Buffer.alloc(50 * 1024 * 1024) });
    expect(response.status).to.equal(413);
  });

  it("serves others while a client sends slowly, and lets that one finish", async () => {
    const slow = local
      .socket()
      .send("POST /x/slow HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Le");
    expect((await local.fetch("/x/fast")).status).to.equal(200);
    slow.send("ngth: 4\r\n\r\nab");
    expect((await local.fetch("/x/fast")).status).to.equal(200);
    slow.send("cd");
    expect(await slow.closed).to.match(/^HTTP\/1\.1 200 /);
  });

  it("survives a client that goes away before its body is complete", async () => {
    const client = local
      .socket()
      .send("POST /x/gone HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nabc");
    const published = new Promise((resolve) => local.events.subscribe("request", resolve));
    client.socket.once("connect", () => setImmediate(() => client.socket.resetAndDestroy()));
    expect(await published).to.include({
      status: 400,
      error: "The client went away before its request was complete",
    });
  });

  it("survives a client that goes away before the answer", async () => {
    const called = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<ReturnType<typeof answered>>();
    const echo = local.invoke;
    local.invoke = () => {
      called.resolve();
      return answer.promise;
    };
    const client = local.socket().send(request(""));
    await called.promise;
    client.socket.resetAndDestroy();
    await client.closed;
    const published = new Promise((resolve) => local.events.subscribe("request", resolve));
    answer.resolve(answered({ statusCode: 200, body: "nobody reads this" }));
    expect(await published).to.include({ status: 200 });
    local.invoke = echo;
  });

  it("keeps a connection open over many requests, pipelined ones too", async () => {
    const client = local.socket().send(request("").repeat(3) + request("Connection: close\r\n"));
    expect((await client.closed).match(/HTTP\/1\.1 200 OK/g)).to.have.length(4);
  });

  it("keeps a connection open over errors that leave nothing unread", async () => {
    const post = "POST /none HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc";
    const client = local.socket().send(`${post}${post}${request("Connection: close\r\n")}`);
    const statuses = (await client.closed).match(/HTTP\/1\.1 \d+/g);
    expect(statuses).to.deep.equal(["HTTP/1.1 404", "HTTP/1.1 404", "HTTP/1.1 200"]);
  });

  it("takes the absolute form and an upgrade like every other request", async () => {
    const absolute = local
      .socket()
      .send("GET http://localhost/x/1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    expect(await absolute.closed).to.include('"rawPath":"/x/1"');
    const upgrade = local.socket().send(request("Connection: upgrade, close\r\nUpgrade: websocket\r\n"));
    expect(await upgrade.until("HTTP/1.1 200 OK")).to.include("HTTP/1.1 200 OK");
    upgrade.socket.destroy();
  });
});
