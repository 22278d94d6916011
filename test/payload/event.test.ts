import { expect } from "chai";
import fc from "fast-check";
import { type EventContext, type HttpRequest, splitTarget, toEvent } from "../../payload/event.ts";

const context: EventContext = {
  source: "http-api",
  accountId: "123456789012",
  apiId: "a1b2c3d4e5",
  domainName: "a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com",
  stage: "$default",
  routeKey: "GET /items/{id}",
  requestId: "JKJaXmPLvHcESHA=",
  time: Date.UTC(2020, 2, 12, 19, 3, 58),
};

function request(facts: Partial<HttpRequest> = {}): HttpRequest {
  return {
    method: "GET",
    url: "/items/7",
    httpVersion: "1.1",
    rawHeaders: [],
    body: Buffer.alloc(0),
    remoteAddress: "127.0.0.1",
    localPort: 3000,
    ...facts,
  };
}

describe("toEvent", () => {
  it("makes the whole event of payload format 2.0", () => {
    const event = toEvent(
      request({
        method: "POST",
        url: "/prod/items/7?a=1&a=2&b=x",
        rawHeaders: ["Host", "localhost:3000", "User-Agent", "curl/8", "Content-Type", "application/json"],
        body: Buffer.from('{"a":1}'),
      }),
      {
        ...context,
        stage: "prod",
        routeKey: "POST /items/{id}",
        pathParameters: { id: "7" },
        stageVariables: { colour: "blue" },
        traceId: "Root=1-5e6a87ae-0123456789abcdef01234567",
      },
    );
    expect(event).to.deep.equal({
      version: "2.0",
      routeKey: "POST /items/{id}",
      rawPath: "/prod/items/7",
      rawQueryString: "a=1&a=2&b=x",
      headers: {
        host: "localhost:3000",
        "user-agent": "curl/8",
        "content-type": "application/json",
        "content-length": "7",
        "x-amzn-trace-id": "Root=1-5e6a87ae-0123456789abcdef01234567",
        "x-forwarded-for": "127.0.0.1",
        "x-forwarded-port": "3000",
        "x-forwarded-proto": "http",
      },
      queryStringParameters: { a: "1,2", b: "x" },
      requestContext: {
        accountId: "123456789012",
        apiId: "a1b2c3d4e5",
        domainName: "a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com",
        domainPrefix: "a1b2c3d4e5",
        http: {
          method: "POST",
          path: "/prod/items/7",
          protocol: "HTTP/1.1",
          sourceIp: "127.0.0.1",
          userAgent: "curl/8",
        },
        requestId: "JKJaXmPLvHcESHA=",
        routeKey: "POST /items/{id}",
        stage: "prod",
        time: "12/Mar/2020:19:03:58 +0000",
        timeEpoch: 1584039838000,
      },
      body: '{"a":1}',
      isBase64Encoded: false,
      pathParameters: { id: "7" },
      stageVariables: { colour: "blue" },
    });
  });

  it("leaves out what a request does not have", () => {
    const event = toEvent(request(), { ...context, pathParameters: {}, stageVariables: {} });
    expect(event).to.not.have.any.keys(
      "body",
      "cookies",
      "pathParameters",
      "queryStringParameters",
      "stageVariables",
    );
    expect(event.rawQueryString).to.equal("");
    expect(event.requestContext.http.userAgent).to.equal("");
    expect(event.headers).to.not.have.property("x-amzn-trace-id");
  });

  const paths: [sent: string, httpApi: string, functionUrl: string][] = [
    ["/a/b", "/a/b", "/a/b"],
    ["/a%2Fb", "/a/b", "/a%2Fb"],
    ["/caf%C3%A9%20x", "/café x", "/caf%C3%A9%20x"],
    ["/100%", "/100%", "/100%"],
    ["/a%zzb", "/a%zzb", "/a%zzb"],
    ["/a+b", "/a+b", "/a+b"],
    ["//x//", "//x//", "//x//"],
    ["http://localhost:3000/a?b", "/a", "/a"],
    ["http://localhost", "/", "/"],
    ["?x=1", "/", "/"],
  ];
  for (const [sent, httpApi, functionUrl] of paths) {
    it(`gives the path of ${sent} as ${httpApi} to an HTTP API and as ${functionUrl} to a Function URL`, () => {
      expect(toEvent(request({ url: sent }), context).rawPath).to.equal(httpApi);
      const event = toEvent(request({ url: sent }), { ...context, source: "function-url" });
      expect(event.rawPath).to.equal(functionUrl);
      expect(event.requestContext.http.path).to.equal(functionUrl);
    });
  }

  const queries: [raw: string, parameters: Record<string, string>][] = [
    ["a=1", { a: "1" }],
    ["a=1&a=2", { a: "1,2" }],
    ["a=x%2Cy&a=z", { a: "x,y,z" }],
    ["q=a+b%20c", { q: "a b c" }],
    ["flag", { flag: "" }],
    ["a=b=c", { a: "b=c" }],
    ["a=%ff", { a: "\uFFFD" }],
    ["a=%", { a: "%" }],
    ["a=1?b=2", { a: "1?b=2" }],
  ];
  for (const [raw, parameters] of queries) {
    it(`reads the query ${raw}`, () => {
      const event = toEvent(request({ url: `/x?${raw}` }), context);
      expect(event.rawQueryString).to.equal(raw);
      expect(event.queryStringParameters).to.deep.equal(parameters);
    });
  }

  it("takes a query parameter and a header named __proto__ for what they are", () => {
    const event = toEvent(request({ url: "/x?__proto__=1", rawHeaders: ["__proto__", "2"] }), context);
    expect(Object.entries(event.queryStringParameters ?? {})).to.deep.equal([["__proto__", "1"]]);
    expect(Object.entries(event.headers)).to.deep.include(["__proto__", "2"]);
  });

  it("joins the values of a repeated header and drops those of one connection", () => {
    const rawHeaders = [
      "Accept",
      "a",
      "X-A",
      "1",
      "ACCEPT",
      "b",
      "Connection",
      "keep-alive",
      "Transfer-Encoding",
      "chunked",
    ];
    const { headers } = toEvent(request({ rawHeaders }), context);
    expect(headers).to.include({ accept: "a,b", "x-a": "1" });
    expect(headers).to.not.have.any.keys("connection", "transfer-encoding");
  });

  it("adds the client to an x-forwarded-for and keeps what a proxy in front says of port and protocol", () => {
    const rawHeaders = [
      "X-Forwarded-For",
      "10.0.0.9",
      "X-Forwarded-Proto",
      "https",
      "X-Forwarded-Port",
      "443",
    ];
    const { headers } = toEvent(request({ rawHeaders }), context);
    expect(headers).to.include({
      "x-forwarded-for": "10.0.0.9, 127.0.0.1",
      "x-forwarded-proto": "https",
      "x-forwarded-port": "443",
    });
  });

  it("moves cookies out of the headers for an HTTP API and gives them twice for a Function URL", () => {
    const rawHeaders = ["Cookie", "a=1; b=2", "Cookie", "c=x;"];
    const api = toEvent(request({ rawHeaders }), context);
    expect(api.cookies).to.deep.equal(["a=1", "b=2", "c=x"]);
    expect(api.headers).to.not.have.property("cookie");
    const url = toEvent(request({ rawHeaders }), { ...context, source: "function-url" });
    expect(url.cookies).to.deep.equal(["a=1", "b=2", "c=x"]);
    expect(url.headers.cookie).to.equal("a=1; b=2; c=x;");
  });

  const bodies: [contentType: string | undefined, text: boolean][] = [
    ["application/json", true],
    ["Application/JSON; charset=utf-8", true],
    ["text/plain", true],
    ["text/csv;charset=utf-8", true],
    ["application/xml", true],
    ["application/javascript", true],
    ["application/problem+json", false],
    ["application/x-www-form-urlencoded", false],
    ["multipart/form-data; boundary=x", false],
    ["application/octet-stream", false],
    ["image/png", false],
    [undefined, false],
  ];
  it("hands over text that is no UTF-8 in base64, so that no byte is lost", () => {
    const body = Buffer.from([0x22, 0xff, 0x22]);
    const event = toEvent(request({ rawHeaders: ["Content-Type", "application/json"], body }), context);
    expect(event).to.deep.include({ body: body.toString("base64"), isBase64Encoded: true });
  });

  for (const [contentType, text] of bodies) {
    it(`hands over a body of type ${contentType} as ${text ? "text" : "base64"}`, () => {
      const rawHeaders = contentType === undefined ? [] : ["Content-Type", contentType];
      const event = toEvent(request({ rawHeaders, body: Buffer.from("héllo") }), context);
      expect(event.isBase64Encoded).to.equal(!text);
      expect(event.body).to.equal(text ? "héllo" : Buffer.from("héllo").toString("base64"));
    });
  }

  it("hands over a compressed body as base64", () => {
    const rawHeaders = ["Content-Type", "application/json", "Content-Encoding", "gzip"];
    expect(toEvent(request({ rawHeaders, body: Buffer.from([1]) }), context)).to.include({ body: "AQ==" });
  });

  it("gives every byte back that a binary body had", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), (bytes) => {
        const { body } = toEvent(request({ body: Buffer.from(bytes) }), context);
        expect(Buffer.from(body ?? "", "base64")).to.deep.equal(Buffer.from(bytes));
      }),
    );
  });

  it("takes any request target without throwing, and parts it into path and query", () => {
    fc.assert(
      fc.property(fc.string(), (target) => {
        expect(toEvent(request({ url: `/${target}` }), context).rawPath).to.match(/^\//);
        const { path, query } = splitTarget(`/${target}`);
        expect(path + (query && `?${query}`)).to.be.oneOf([`/${target}`, `/${target}`.replace(/\?$/, "")]);
      }),
    );
  });
});
