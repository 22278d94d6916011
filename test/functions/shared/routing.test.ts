import { expect } from "chai";
import type { Contract } from "../../../functions/shared/contract.ts";
import type { FunctionEvent } from "../../../functions/shared/event.ts";
import { pathOf, router } from "../../../functions/shared/routing.ts";

const route = { summary: "", responses: {} };
const contract: Contract = {
  title: "Things",
  routes: {
    "GET /things": route,
    "GET /things/{id}": route,
    "GET /things/latest": route,
    "PUT /things/{id}": route,
  },
  functionUrl: { "GET /": "GET /things" },
  directRoute: "GET /things",
};

const http = (method: string, rawPath: string, more: FunctionEvent = {}): FunctionEvent => ({
  rawPath,
  ...more,
  requestContext: { http: { method, path: rawPath }, stage: "$default", ...more.requestContext },
});

const found = (routeKey: string, path: Record<string, string> = {}) => ({ routeKey, path });
const lost = (reason: string, allow: string[] = []) => ({ routeKey: undefined, reason, allow });

describe("routing", () => {
  const find = router(contract);
  const cases: readonly [string, FunctionEvent, unknown][] = [
    [
      "takes API Gateway's route key and its parameters",
      http("GET", "/x", { routeKey: "GET /things/{id}", pathParameters: { id: "7" } }),
      found("GET /things/{id}", { id: "7" }),
    ],
    [
      "finds by method and path behind $default",
      http("GET", "/things/7", { routeKey: "$default" }),
      found("GET /things/{id}", { id: "7" }),
    ],
    [
      "finds behind a fallback route",
      http("PUT", "/things/7", { routeKey: "ANY /things/{proxy+}" }),
      found("PUT /things/{id}", { id: "7" }),
    ],
    ["prefers fixed words to parameters", http("GET", "/things/latest"), found("GET /things/latest")],
    [
      "falls back to the parameter for another method",
      http("PUT", "/things/latest"),
      found("PUT /things/{id}", { id: "latest" }),
    ],
    ["decodes a parameter", http("GET", "/things/a%2Fb%20c"), found("GET /things/{id}", { id: "a/b c" })],
    [
      "keeps a parameter that can't be decoded",
      http("GET", "/things/100%"),
      found("GET /things/{id}", { id: "100%" }),
    ],
    [
      "strips a named stage",
      http("GET", "/prod/things", { requestContext: { stage: "prod" } }),
      found("GET /things"),
    ],
    [
      "strips it once",
      http("GET", "/things/things", { requestContext: { stage: "things" } }),
      found("GET /things"),
    ],
    [
      "leaves a path that only begins like the stage",
      http("GET", "/products", { requestContext: { stage: "prod" } }),
      lost("no such path"),
    ],
    ["does not match an empty parameter", http("GET", "/things/"), lost("no such path")],
    ["does not match deeper paths", http("GET", "/things/7/parts"), lost("no such path")],
    [
      "tells a missing method from a missing path",
      http("DELETE", "/things"),
      lost("no such method", ["GET"]),
    ],
    ["tells all methods of a path", http("POST", "/things/7"), lost("no such method", ["GET", "PUT"])],
    [
      "has other routes behind a Function URL",
      http("GET", "/", { requestContext: { domainName: "abc.lambda-url.us-east-1.on.aws" } }),
      found("GET /things"),
    ],
    [
      "has no route behind a Function URL but those",
      http("GET", "/things", { requestContext: { domainName: "abc.lambda-url.us-east-1.on.aws" } }),
      lost("no such path"),
    ],
    ["sends an event of neither method nor path to the direct route", { body: "{}" }, found("GET /things")],
  ];
  for (const [name, event, expected] of cases) {
    it(name, () => expect(find(event)).to.deep.equal(expected));
  }

  it("gives the stage's own path as /", () => {
    expect(pathOf(http("GET", "/prod", { requestContext: { stage: "prod" } }))).to.equal("/");
  });
});
