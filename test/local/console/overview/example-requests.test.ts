import { expect } from "chai";
import { formFor, headersOf } from "../../../../local/console/browser/overview/try-form.ts";
import { exampleRequests } from "../../../../local/console/overview/example-requests.ts";

const DESCRIPTION = {
  paths: {
    "/orders/{id}": {
      put: {
        summary: "Change an order.",
        parameters: [
          { name: "id", in: "path", example: "o 1" },
          { name: "page", in: "query", example: 2 },
        ],
        requestBody: { content: { "application/json": { example: { open: false } } } },
      },
      get: { summary: "An order." },
    },
  },
};

describe("the example of a route", () => {
  const example = exampleRequests(DESCRIPTION);

  it("comes from the API's description", () => {
    expect(example("PUT /orders/{id}")).to.deep.equal({
      summary: "Change an order.",
      path: { id: "o 1" },
      body: '{\n  "open": false\n}',
    });
  });

  for (const [what, key, description] of [
    ["no description", "GET /orders/{id}", undefined],
    ["an unreadable one", "GET /orders/{id}", { paths: 3 }],
    ["another route", "GET /other", DESCRIPTION],
    ["a catch-all", "$default", DESCRIPTION],
  ] as const) {
    it(`is empty with ${what}`, () => {
      expect(exampleRequests(description)(key)).to.deep.equal({ path: {} });
    });
  }

  it("fills in the form", () => {
    const route = { api: "shop", routeKey: "PUT /orders/{id}", ...example("PUT /orders/{id}") };
    expect(formFor(route)).to.deep.equal({
      method: "PUT",
      path: "/orders/o%201",
      headers: "content-type: application/json",
      body: '{\n  "open": false\n}',
    });
    expect(formFor({ api: "shop", routeKey: "ANY /a/{proxy+}", path: {} })).to.include({
      method: "GET",
      path: "/a/proxy",
    });
    expect(formFor({ api: "shop", routeKey: "$default", path: {} })).to.include({ method: "GET", path: "/" });
  });

  it("has headers that a person writes, one a line", () => {
    expect(headersOf("a: 1\n\n X-B :two: 2 ")).to.deep.equal({ a: "1", "X-B": "two: 2" });
    expect(() => headersOf("oops")).to.throw('"oops" is no header');
  });
});
