import { Validator } from "@seriousme/openapi-schema-validator";
import { expect } from "chai";
import * as v from "valibot";
import { type Contract, defineContract, type RouteContract } from "../../functions/shared/contract.ts";
import { openApiDocument } from "../../openapi/document.ts";
import type { JsonSchema, Operation } from "../../openapi/model.ts";

const INFO = { title: "shop", version: "1.2.3" };
const json = v.object({ ok: v.boolean() });
const jsonSchema = { type: "object", properties: { ok: { type: "boolean" } }, required: ["ok"] };
const gatewayError = { $ref: "#/components/schemas/GatewayError" };

function contractOf(routes: Record<string, Partial<RouteContract>>, more: Partial<Contract> = {}): Contract {
  const complete = Object.entries(routes).map(([key, route]) => [
    key,
    { summary: "Does it.", responses: { 200: json }, ...route },
  ]);
  return { title: "Orders", routes: Object.fromEntries(complete), ...more };
}

function describeApi(...contracts: Contract[]) {
  return openApiDocument(INFO, contracts);
}

function operationOf(
  routeKey: string,
  route: Partial<RouteContract> = {},
  more: Partial<Contract> = {},
): Operation {
  const [method = "", path = ""] = routeKey.split(" ");
  const operation = describeApi(contractOf({ [routeKey]: route }, more)).paths[path]?.[method.toLowerCase()];
  if (operation === undefined) throw new Error(`No ${routeKey}`);
  return operation;
}

function bodyOf(
  operation: Operation,
  status: number,
  mediaType = "application/json",
): JsonSchema | undefined {
  const response = operation.responses[status];
  if (response === undefined || "$ref" in response) return undefined;
  return response.content?.[mediaType]?.schema;
}

describe("the OpenAPI document", () => {
  it("is valid OpenAPI 3.1, whatever a contract has", async () => {
    const contract = contractOf(
      {
        "GET /orders": { query: v.object({ limit: v.optional(v.string()) }) },
        "PUT /orders/{id}": { body: json, example: { path: { id: "1" }, body: { ok: true } } },
        "DELETE /orders/{id}": { responses: { 204: "empty", 404: json } },
        "GET /orders/{id}/invoice": { responses: { 200: "bytes", 307: "redirect" } },
        "GET /me": { headers: v.object({ authorization: v.string(), "x-tenant": v.string() }) },
      },
      { fallback: ["ANY /orders/{proxy+}"], unrouted: { 404: json, 405: json }, schemas: { Order: json } },
    );
    const { valid, errors } = await new Validator().validate({ ...describeApi(contract) });
    expect(errors).to.equal(undefined);
    expect(valid).to.equal(true);
  });

  it("takes its info as given, and is served from where the API is", () => {
    expect(describeApi()).to.deep.include({ openapi: "3.1.1", info: INFO, servers: [{ url: "/" }] });
  });

  for (const [routeKey, id] of [
    ["GET /", "getRoot"],
    ["GET /orders", "getOrders"],
    ["PUT /orders/{order_id}", "putOrdersByOrderId"],
    ["GET /orders/{id}/line-items", "getOrdersByIdLineItems"],
  ] as const) {
    it(`calls ${routeKey} ${id}`, () => {
      expect(operationOf(routeKey).operationId).to.equal(id);
    });
  }

  it("puts the methods of a path together, under the tag of their service", () => {
    const { paths, tags } = describeApi(contractOf({ "GET /orders": {}, "POST /orders": {} }));
    expect(Object.keys(paths["/orders"] ?? {})).to.deep.equal(["get", "post"]);
    expect(tags).to.deep.equal([{ name: "Orders" }]);
    expect(paths["/orders"]?.get?.tags).to.deep.equal(["Orders"]);
  });

  describe("parameters", () => {
    it("lists those of the path, with an example", () => {
      const { parameters } = operationOf("GET /a/{b}/{c_d}", { example: { path: { b: "1" } } });
      const schema = { type: "string", minLength: 1 };
      expect(parameters).to.deep.equal([
        { name: "b", in: "path", required: true, schema, example: "1" },
        { name: "c_d", in: "path", required: true, schema },
      ]);
    });

    it("lists those of query and headers", () => {
      const { parameters } = operationOf("GET /a", {
        query: v.object({ limit: v.optional(v.pipe(v.string(), v.regex(/^\d$/), v.transform(Number))) }),
        headers: v.object({ "x-tenant": v.string() }),
      });
      expect(parameters).to.deep.equal([
        { name: "limit", in: "query", required: false, schema: { type: "string", pattern: "^\\d$" } },
        { name: "x-tenant", in: "header", required: true, schema: { type: "string" } },
      ]);
    });

    it("makes a security requirement of an Authorization header", () => {
      const operation = operationOf("GET /a", { headers: v.object({ authorization: v.string() }) });
      expect(operation.security).to.deep.equal([{ bearer: [] }]);
      expect(operation.parameters).to.equal(undefined);
      expect(operationOf("GET /a").security).to.equal(undefined);
    });

    it("refuses a query that is no object", () => {
      expect(() => operationOf("GET /a", { query: v.string() })).to.throw("must be objects");
    });
  });

  it("describes a body as it is sent, not as it is read", () => {
    const body = v.object({ age: v.pipe(v.string(), v.transform(Number)), name: v.optional(v.string()) });
    const { requestBody } = operationOf("POST /a", { body, example: { body: { age: "3" } } });
    const schema = {
      type: "object",
      properties: { age: { type: "string" }, name: { type: "string" } },
      required: ["age"],
    };
    expect(requestBody).to.deep.equal({
      required: true,
      content: { "application/json": { schema, example: { age: "3" } } },
    });
  });

  describe("responses", () => {
    it("lists API Gateway's own answers for every route", () => {
      const { responses } = operationOf("GET /a", { responses: { 200: json } });
      expect(Object.keys(responses)).to.deep.equal(["200", "404", "413", "429", "431", "500", "503"]);
      expect(responses[429]).to.deep.equal({ $ref: "#/components/responses/Throttled" });
    });

    it("lets a status be the service's or API Gateway's where both answer it", () => {
      const operation = operationOf("GET /a", { responses: { 400: json, 503: json } });
      expect(bodyOf(operation, 503)).to.deep.equal({ anyOf: [jsonSchema, gatewayError] });
      expect(bodyOf(operation, 400)).to.deep.equal(jsonSchema);
    });

    it("says nothing of a body where there is none, and leaves the type of a file open", () => {
      const { responses } = operationOf("GET /a", {
        responses: { 200: "bytes", 204: "empty", 307: "redirect" },
      });
      expect(responses[200]).to.deep.include({ content: { "*/*": {} } });
      expect(responses[200]).to.have.nested.property("headers.content-disposition.required", true);
      expect(responses[204]).to.not.have.property("content");
      expect(responses[307]).to.not.have.property("content");
      expect(responses[307]).to.have.nested.property("headers.location.required", true);
    });

    it("names the request id of every answer", () => {
      for (const response of Object.values(
        operationOf("GET /a", { responses: { 200: json, 404: json } }).responses,
      )) {
        if (!("$ref" in response)) expect(response.headers).to.have.property("apigw-requestid");
      }
    });
  });

  describe("fallbacks", () => {
    const more = { fallback: ["ANY /a", "ANY /a/{proxy+}"], unrouted: { 404: json, 405: json } } as const;

    it("are what the other methods of their paths come to", () => {
      const { paths } = describeApi(contractOf({ "GET /a": {}, "GET /a/{id}": {}, "GET /b": {} }, more));
      for (const path of ["/a", "/a/{id}"]) {
        const any = paths[path]?.["x-amazon-apigateway-any-method"];
        expect(Object.keys(any?.responses ?? {})).to.deep.equal(["404", "405"]);
        expect(any?.responses[405]).to.have.nested.property("headers.allow.required", true);
      }
      expect(paths["/b"]).to.have.all.keys("get");
    });

    it("answer where a parameter is left empty", () => {
      expect(bodyOf(operationOf("GET /a/{id}", {}, more), 404)).to.deep.equal({
        anyOf: [jsonSchema, gatewayError],
      });
      expect(operationOf("GET /a/{id}").responses[404]).to.have.property("$ref");
    });

    it("are told of in the service's tag", () => {
      const { tags } = describeApi(contractOf({ "GET /a": {} }, more));
      expect(tags[0]?.description).to.contain("`ANY /a/{proxy+}`").and.to.contain("404 or 405");
    });
  });

  describe("schemas", () => {
    const Order = v.object({ id: v.string() });
    const route = { body: v.object({ orders: v.array(Order) }), responses: { 200: Order } };

    it("with a name are described once", () => {
      const { components, paths } = describeApi(contractOf({ "POST /a": route }, { schemas: { Order } }));
      const reference = { $ref: "#/components/schemas/Order" };
      expect(components.schemas).to.have.all.keys("GatewayError", "Order");
      expect(bodyOf(paths["/a"]?.post as Operation, 200)).to.deep.equal(reference);
      expect(paths["/a"]?.post?.requestBody?.content).to.have.nested.property(
        "application/json.schema.properties.orders.items.$ref",
        reference.$ref,
      );
    });

    it("with a name that nothing refers to are left out", () => {
      expect(
        describeApi(contractOf({ "GET /a": {} }, { schemas: { Order } })).components.schemas,
      ).to.have.all.keys("GatewayError");
    });

    it("that follow each other in a pipe must all hold", () => {
      const Named = v.pipe(v.object({ a: v.unknown() }), v.object({ a: v.string() }));
      const { components } = describeApi(contractOf({ "POST /a": { body: Named } }, { schemas: { Named } }));
      expect(components.schemas.Named).to.deep.equal({
        allOf: [
          { type: "object", properties: { a: {} }, required: ["a"] },
          { type: "object", properties: { a: { type: "string" } }, required: ["a"] },
        ],
      });
    });

    it("of one name in two contracts must be one", () => {
      const other = { schemas: { Order: v.string() } };
      expect(() => describeApi(contractOf({}, { schemas: { Order } }), contractOf({}, other))).to.throw(
        "Order",
      );
      expect(() =>
        describeApi(contractOf({}, { schemas: { Order } }), contractOf({}, { schemas: { Order } })),
      ).to.not.throw();
    });

    it("of one name must mean the same when sent and when answered", () => {
      const Both = v.object({ at: v.pipe(v.string(), v.transform(Number), v.number()) });
      const contract = contractOf(
        { "POST /a": { body: Both, responses: { 200: Both } } },
        { schemas: { Both } },
      );
      expect(() => describeApi(contract)).to.throw("Both");
    });

    it("with a check that JSON Schema has no word for are refused", () => {
      const body = v.object({
        odd: v.pipe(
          v.number(),
          v.check((value) => value % 2 === 1),
        ),
      });
      expect(() => describeApi(contractOf({ "POST /a": { body } }))).to.throw('"check"');
    });
  });

  it("describes contracts as services write them", () => {
    const contract = defineContract({
      title: "Orders",
      routes: { "GET /a": { summary: "Says it.", responses: { 200: v.object({ ok: v.literal(true) }) } } },
    });
    expect(bodyOf(describeApi(contract).paths["/a"]?.get as Operation, 200)).to.have.nested.property(
      "properties.ok.const",
      true,
    );
  });
});
