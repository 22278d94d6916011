import { expect } from "chai";
import fc from "fast-check";
import { type HttpResponse, toHttpResponse } from "../../payload/response.ts";

/** The answer to a handler's value, its body as text. */
function respond(value: unknown, source: "http-api" | "function-url" = "http-api") {
  const response = toHttpResponse(Buffer.from(JSON.stringify(value) ?? "null"), source);
  if ("malformed" in response) throw new Error(response.malformed);
  return { status: response.statusCode, headers: response.headers, body: response.body.toString() };
}

describe("toHttpResponse", () => {
  const whole: [name: string, payload: string][] = [
    ["an object", '{ "message": "hello" }'],
    ["a string, quotes included", '"hello"'],
    ["an array", "[1,2]"],
    ["a number", "7"],
    ["null", "null"],
    ["an empty object", "{}"],
    ["what is no JSON", '{"name": "John'],
    ["nothing", ""],
  ];
  for (const [name, payload] of whole) {
    it(`makes the body of a 200 of ${name} without status code, byte for byte`, () => {
      expect(toHttpResponse(Buffer.from(payload), "http-api")).to.deep.equal({
        statusCode: 200,
        headers: [["content-type", "application/json"]],
        body: Buffer.from(payload),
      });
    });
  }

  it("takes status, headers and body from a structured answer", () => {
    const answer = {
      statusCode: 201,
      headers: { "Content-Type": "text/html", "X-N": 7, "X-B": true },
      body: "é",
    };
    expect(respond(answer)).to.deep.equal({
      status: 201,
      headers: [
        ["content-type", "text/html"],
        ["x-n", "7"],
        ["x-b", "true"],
      ],
      body: "é",
    });
  });

  it("names the content type that each service falls back to", () => {
    expect(respond({ statusCode: 200 }).headers).to.deep.equal([
      ["content-type", "text/plain;charset=UTF-8"],
    ]);
    expect(respond({ statusCode: 200 }, "function-url").headers).to.deep.equal([
      ["content-type", "application/json"],
    ]);
  });

  it("sends each cookie as a header of its own, beside one in the headers", () => {
    const answer = { statusCode: 200, headers: { "Set-Cookie": "z=0" }, cookies: ["a=1; Secure", "b=2"] };
    expect(respond(answer).headers.filter(([name]) => name === "set-cookie")).to.deep.equal([
      ["set-cookie", "z=0"],
      ["set-cookie", "a=1; Secure"],
      ["set-cookie", "b=2"],
    ]);
  });

  it("ignores multiValueHeaders, which format 2.0 does not have", () => {
    expect(respond({ statusCode: 200, multiValueHeaders: { "x-a": ["1"] } }).headers).to.have.length(1);
  });

  it("drops the headers of one connection, the length and what is null", () => {
    const headers = {
      Connection: "close",
      "Transfer-Encoding": "chunked",
      "Content-Length": "999",
      "x-a": null,
    };
    expect(respond({ statusCode: 200, headers }).headers).to.deep.equal([
      ["content-type", "text/plain;charset=UTF-8"],
    ]);
  });

  it("decodes a base64 body", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const body = Buffer.from(bytes);
        const payload = Buffer.from(
          JSON.stringify({ statusCode: 200, isBase64Encoded: true, body: body.toString("base64") }),
        );
        expect((toHttpResponse(payload, "http-api") as HttpResponse).body).to.deep.equal(body);
      }),
    );
  });

  for (const empty of [undefined, null, ""]) {
    it(`has no body for ${JSON.stringify(empty)}`, () => {
      expect(respond({ statusCode: 204, body: empty }).body).to.equal("");
    });
  }

  it("takes a status code in digits", () => {
    expect(respond({ statusCode: "404" }).status).to.equal(404);
  });

  const malformed: [name: string, answer: Record<string, unknown>, words: string][] = [
    ["a status code that is no number", { statusCode: "abc" }, "statusCode"],
    ["a status code of null", { statusCode: null }, "statusCode"],
    ["an interim status code", { statusCode: 101 }, "statusCode"],
    ["a status code out of range", { statusCode: 600 }, "statusCode"],
    ["a broken status code", { statusCode: 200.5 }, "statusCode"],
    ["a body that is no string", { statusCode: 200, body: { a: 1 } }, "body is no string"],
    [
      "a base64 flag that is no boolean",
      { statusCode: 200, body: "x", isBase64Encoded: "yes" },
      "isBase64Encoded",
    ],
    ["a body that is no base64", { statusCode: 200, body: "é!", isBase64Encoded: true }, "no base64"],
    ["headers that are no object", { statusCode: 200, headers: ["a"] }, "headers"],
    ["a header that is no string", { statusCode: 200, headers: { "x-a": ["1"] } }, '"x-a"'],
    ["a header value with a line break", { statusCode: 200, headers: { "x-a": "1\r\nx-b: 2" } }, '"x-a"'],
    ["a header value outside of Latin-1", { statusCode: 200, headers: { "x-a": "✓" } }, '"x-a"'],
    ["a header name with a space", { statusCode: 200, headers: { "x a": "1" } }, '"x a"'],
    ["cookies that are no array", { statusCode: 200, cookies: "a=1" }, "cookies"],
    ["a cookie with a line break", { statusCode: 200, cookies: ["a=1\nb"] }, "set-cookie"],
  ];
  for (const [name, answer, words] of malformed) {
    it(`calls ${name} malformed`, () => {
      const verdict = toHttpResponse(Buffer.from(JSON.stringify(answer)), "http-api");
      expect(verdict).to.have.property("malformed").that.includes(words);
    });
  }

  it("has a verdict on any answer", () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.jsonValue(),
        fc.jsonValue(),
        fc.jsonValue(),
        (statusCode, headers, cookies, body) => {
          const payload = Buffer.from(JSON.stringify({ statusCode, headers, cookies, body }));
          expect(toHttpResponse(payload, "http-api")).to.be.an("object");
        },
      ),
    );
  });
});
