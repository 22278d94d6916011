import { expect } from "chai";
import * as v from "valibot";
import { defineContract } from "../../../functions/shared/contract.ts";
import { serviceNames } from "../../../tasks/services.ts";
import { checksOf, type ServiceChecks } from "../../../tasks/verification/checks.ts";
import { contractChecks } from "../../../tasks/verification/contract-checks.ts";
import { brokenPromise } from "../../../tasks/verification/promise.ts";

const Order = v.object({ id: v.string() });
const { routes } = defineContract({
  title: "Orders",
  routes: {
    "GET /orders": { summary: "", responses: { 200: Order, 500: Order } },
    "GET /orders/{id}": {
      summary: "",
      example: { path: { id: "1" } },
      responses: { 200: Order, 404: Order, 500: Order },
    },
    "POST /orders": {
      summary: "",
      body: Order,
      example: { body: { id: "7" } },
      responses: { 201: Order, 400: Order },
    },
    "PUT /orders/{id}": { summary: "", body: v.partial(Order), responses: { 200: Order, 404: Order } },
    "GET /orders/mine": {
      summary: "",
      headers: v.object({ authorization: v.string() }),
      responses: { 200: Order, 401: Order },
    },
  },
});

describe("what a contract alone lets one ask", () => {
  const cases: readonly [key: keyof typeof routes, checks: readonly object[]][] = [
    ["GET /orders", [{ method: "GET", path: "/orders", statuses: [200] }]],
    [
      "GET /orders/{id}",
      [
        { method: "GET", path: "/orders/nobody", statuses: [200, 404] },
        { method: "GET", path: "/orders/1", statuses: [200], sandbox: true },
      ],
    ],
    [
      "POST /orders",
      [
        { method: "POST", path: "/orders", body: {}, statuses: [400] },
        { method: "POST", path: "/orders", body: { id: "7" }, statuses: [201], sandbox: true },
      ],
    ],
    [
      "PUT /orders/{id}",
      [{ method: "PUT", path: "/orders/nobody", body: {}, statuses: [200, 404], sandbox: true }],
    ],
    ["GET /orders/mine", [{ method: "GET", path: "/orders/mine", statuses: [401] }]],
  ];
  for (const [key, expected] of cases) {
    it(`of ${key}: ${expected.length} checks`, () => {
      const { responses } = routes[key];
      expect(contractChecks(key, routes[key])).to.deep.equal(expected.map((one) => ({ ...one, responses })));
    });
  }

  it("an answer that is not as promised is told with the place in it", () => {
    expect(brokenPromise(Order, { id: 1 })).to.match(/^not as the contract promises, at id: /);
    expect(brokenPromise(Order, "")).to.match(/^not as the contract promises: /);
    expect(brokenPromise(Order, { id: "1" })).to.equal(undefined);
    for (const promised of [undefined, "empty", "bytes"] as const)
      expect(brokenPromise(promised, "")).to.equal(undefined);
  });
});

describe("the checks of a service", () => {
  const all = new Map<string, ServiceChecks>();
  before(async () => {
    for (const name of serviceNames()) all.set(name, await checksOf(name));
  });

  for (const name of serviceNames()) {
    it(`ask for every route of ${name}, also of a stack without demo data`, async () => {
      const { contract } = await import(`../../../functions/${name}/contract.ts`);
      for (const key of Object.keys(contract.routes)) {
        const [method, path = ""] = key.split(" ");
        const pattern = new RegExp(`^${path.replaceAll(/\{\w+\+?\}/g, "[^/]+")}(\\?.*)?$`);
        const found = all
          .get(name)
          ?.api.filter((check) => check.method === method && pattern.test(check.path) && !check.sandbox);
        expect(found, key).to.have.length.above(0);
      }
    });
  }

  it("hold answers against the contract", () => {
    const statuses = all
      .get("data")
      ?.api.map(({ path, responses = {} }) => [path, Object.keys(responses).join()]);
    expect(statuses).to.deep.equal([
      ["/data", "200,500"],
      ["/healthz", "200"],
      ["/readyz", "200,503"],
    ]);
  });

  it("of a Function URL are those that it answers, then what the service says of it", () => {
    expect(all.get("data")?.functionUrl.map(({ path, statuses }) => `${path} ${statuses}`)).to.deep.equal([
      "/ 200",
      "/data 200",
      "/nowhere 404",
    ]);
  });
});
