import { expect } from "chai";
import { compareApis } from "../../changes/openapi.ts";

interface Schema {
  readonly type: "object";
  readonly properties: Readonly<Record<string, { type: string; maxLength?: number }>>;
  readonly required: readonly string[];
}

const ORDER: Schema = {
  type: "object",
  properties: { id: { type: "string", maxLength: 30 }, note: { type: "string" } },
  required: ["id"],
};

/** What a case may change of an API with two operations. */
interface Api {
  readonly request: Schema;
  readonly response: Schema;
  readonly otherResponses: object;
  readonly otherPaths: object;
  readonly parameters: readonly object[];
}

const API: Api = {
  request: ORDER,
  response: ORDER,
  otherResponses: { 404: { description: "Not found" } },
  otherPaths: { "/stock": { get: { responses: { 200: { description: "All" } } } } },
  parameters: [],
};

function description(change: Partial<Api> = {}): unknown {
  const { request, response, otherResponses, otherPaths, parameters } = { ...API, ...change };
  const content = (schema: Schema) => ({ "application/json": { schema } });
  const operation = {
    parameters,
    requestBody: { required: true, content: content(request) },
    responses: { 200: { description: "Stored", content: content(response) }, ...otherResponses },
  };
  const info = { title: "shop", version: "1" };
  return { openapi: "3.1.0", info, paths: { "/orders": { post: operation }, ...otherPaths } };
}

function order(properties: Schema["properties"], required = ORDER.required): Schema {
  return { ...ORDER, properties: { ...ORDER.properties, ...properties }, required };
}

const NAMED = { name: "shop", in: "query", required: true, schema: { type: "string" } };

const BREAKING: readonly [what: string, change: Partial<Api>, says: string][] = [
  ["an operation that is gone", { otherPaths: {} }, "[Removed] operation GET /stock"],
  ["an answer that is gone", { otherResponses: {} }, "POST /orders: [Removed] Response 404"],
  ["a field that must be sent", { request: order({}, ["id", "note"]) }, "required status to `note`"],
  ["a field that may be missing", { response: order({}, []) }, "required status from `id`"],
  [
    "another type of a field",
    { response: order({ note: { type: "integer" } }) },
    "type definition of `note`",
  ],
  ["a shorter limit", { request: order({ id: { type: "string", maxLength: 20 } }) }, "maxLength"],
  ["a parameter that must be sent", { parameters: [NAMED] }, "required query parameter `shop`"],
];

const COMPATIBLE: readonly [what: string, change: Partial<Api>, says: string][] = [
  [
    "a new operation",
    { otherPaths: { ...API.otherPaths, "/health": { get: { responses: {} } } } },
    "[Added] operation GET /health",
  ],
  ["a field that may be sent", { request: order({ tag: { type: "string" } }) }, "property `tag`"],
  ["a longer limit", { request: order({ id: { type: "string", maxLength: 40 } }) }, "maxLength"],
];

describe("comparing descriptions of an API", () => {
  for (const [what, change, says] of BREAKING) {
    it(`calls ${what} breaking`, () => {
      const { breaking } = compareApis(description(), description(change));
      expect(breaking.join("\n")).to.include(says);
    });
  }

  for (const [what, change, says] of COMPATIBLE) {
    it(`calls ${what} compatible`, () => {
      const { breaking, compatible } = compareApis(description(), description(change));
      expect(breaking).to.deep.equal([]);
      expect(compatible.join("\n")).to.include(says);
    });
  }

  it("has nothing to say of the same", () => {
    expect(compareApis(description(), description())).to.deep.equal({ breaking: [], compatible: [] });
  });
});
