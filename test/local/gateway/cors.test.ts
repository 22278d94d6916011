import { expect } from "chai";
import { preflightResponse, withCors } from "../../../local/gateway/cors.ts";
import type { CorsConfiguration } from "../../../local/gateway/definition.ts";
import type { HttpResponse } from "../../../payload/response.ts";

const any: CorsConfiguration = {
  allowOrigins: ["*"],
  allowMethods: ["GET", "POST"],
  allowHeaders: ["content-type"],
  exposeHeaders: [],
  allowCredentials: false,
  maxAge: 300,
};
const some: CorsConfiguration = {
  ...any,
  allowOrigins: ["https://shop.example", "http://localhost:*"],
  exposeHeaders: ["date", "x-api-id"],
  allowCredentials: true,
};

/** The answer to a preflight from an origin. */
function preflight(cors: CorsConfiguration, origin: string): HttpResponse {
  const headers = { origin, "access-control-request-method": "GET" };
  const answer = preflightResponse(cors, { method: "OPTIONS", headers }, 204);
  if (answer === undefined) throw new Error("The preflight was not answered.");
  return answer;
}

const headersOf = ({ headers }: HttpResponse) => Object.fromEntries(headers);

describe("CORS", () => {
  const requests: [
    method: string,
    origin: string | undefined,
    requested: string | undefined,
    answered: boolean,
  ][] = [
    ["OPTIONS", "https://a.example", "GET", true],
    ["OPTIONS", "https://a.example", undefined, false],
    ["OPTIONS", undefined, "GET", false],
    ["GET", "https://a.example", "GET", false],
  ];
  for (const [method, origin, requested, answered] of requests) {
    it(`${answered ? "answers" : "does not answer"} ${method} from ${origin} for ${requested}`, () => {
      const headers = {
        ...(origin && { origin }),
        ...(requested && { "access-control-request-method": requested }),
      };
      expect(preflightResponse(any, { method, headers }, 204) !== undefined).to.equal(answered);
      expect(preflightResponse(undefined, { method, headers }, 204)).to.equal(undefined);
    });
  }

  it("answers a preflight with everything that is configured", () => {
    const answer = preflight(some, "https://shop.example");
    expect(answer.statusCode).to.equal(204);
    expect(answer.body).to.have.length(0);
    expect(headersOf(answer)).to.deep.equal({
      "access-control-allow-origin": "https://shop.example",
      "access-control-allow-credentials": "true",
      "access-control-allow-methods": "GET,POST",
      "access-control-allow-headers": "content-type",
      "access-control-expose-headers": "date,x-api-id",
      "access-control-max-age": "300",
    });
  });

  it("leaves out of a preflight's answer what is not configured", () => {
    const { maxAge, ...noAge } = any;
    expect(maxAge).to.equal(300);
    const answer = preflight({ ...noAge, allowHeaders: [] }, "https://a.example");
    expect(headersOf(answer)).to.deep.equal({
      "access-control-allow-origin": "*",
      "access-control-allow-methods": "GET,POST",
    });
  });

  const origins: [origin: string, allowed: string | undefined][] = [
    ["https://shop.example", "https://shop.example"],
    ["HTTPS://SHOP.example", "HTTPS://SHOP.example"],
    ["http://localhost:5173", "http://localhost:5173"],
    ["https://shop.example.evil.test", undefined],
    ["http://shop.example", undefined],
    ["null", undefined],
  ];
  for (const [origin, allowed] of origins) {
    it(`${allowed ? "allows" : "does not allow"} ${origin}`, () => {
      expect(headersOf(preflight(some, origin))["access-control-allow-origin"]).to.equal(allowed);
    });
  }

  it("says nothing to an origin that is not allowed", () => {
    expect(preflight(some, "https://evil.test")).to.include({ statusCode: 204 });
    expect(headersOf(preflight(some, "https://evil.test"))).to.deep.equal({});
  });

  const answer: HttpResponse = {
    statusCode: 200,
    headers: [
      ["access-control-allow-origin", "https://from.function"],
      ["access-control-max-age", "1"],
      ["x-a", "1"],
    ],
    body: Buffer.alloc(0),
  };

  it("puts the configured headers in place of the function's own", () => {
    expect(headersOf(withCors(answer, some, "https://shop.example"))).to.deep.equal({
      "x-a": "1",
      "access-control-allow-origin": "https://shop.example",
      "access-control-allow-credentials": "true",
      "access-control-expose-headers": "date,x-api-id",
    });
  });

  it("drops the function's own headers even where no origin asks", () => {
    expect(headersOf(withCors(answer, some, undefined))).to.deep.equal({ "x-a": "1" });
    expect(headersOf(withCors(answer, some, "https://evil.test"))).to.deep.equal({ "x-a": "1" });
  });

  it("leaves an answer alone when CORS is not configured", () => {
    expect(withCors(answer, undefined, "https://shop.example")).to.equal(answer);
  });
});
