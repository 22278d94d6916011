import { expect } from "chai";
import fc from "fast-check";
import sinon from "sinon";
import * as v from "valibot";
import { defineContract } from "../../../functions/shared/contract.ts";
import { logger } from "../../../functions/shared/logger.ts";
import type { ErrorAnswers, Problem } from "../../../functions/shared/problem.ts";
import { serve } from "../../../functions/shared/serve.ts";

class Refused extends Error {}

const contract = defineContract({
  title: "Echo",
  routes: {
    "POST /echo/{id}": {
      summary: "",
      query: v.object({ limit: v.optional(v.pipe(v.string(), v.digits())) }),
      headers: v.object({ "x-key": v.string() }),
      body: v.object({ text: v.string() }),
      responses: { 200: v.any() },
    },
    "GET /bytes": { summary: "", responses: { 200: "bytes" } },
    "GET /nothing": { summary: "", responses: { 204: "empty" } },
    "GET /refused": { summary: "", responses: { 409: v.any() } },
    "GET /broken": { summary: "", responses: { 200: v.any() } },
  },
});

const problems: Problem[] = [];
const errors: ErrorAnswers = {
  invalid: (problem) => {
    problems.push(problem);
    return { status: 400, body: { invalid: problem.kind } };
  },
  unrouted: ({ method, path, reason }) => ({ status: 404, body: { method, path, reason } }),
  known: (error) => (error instanceof Refused ? { status: 409, body: { refused: true } } : undefined),
  unexpected: () => ({ status: 500, body: { error: "unexpected" } }),
};

const handler = serve<typeof contract>(
  contract,
  {
    "POST /echo/{id}": (request) => ({ status: 200, body: request }),
    "GET /bytes": () => ({ status: 200, body: new Uint8Array([0, 255]), headers: { "content-type": "x/y" } }),
    "GET /nothing": () => ({ status: 204, body: undefined }),
    "GET /refused": () => {
      throw new Refused();
    },
    "GET /broken": () => Promise.reject(new Error("secret cause")),
  },
  errors,
);

const context = { awsRequestId: "request-1" };
const echo = (event: object) =>
  handler(
    {
      routeKey: "POST /echo/{id}",
      pathParameters: { id: "7" },
      headers: { "X-Key": "k" },
      body: '{"text":"a"}',
      ...event,
    },
    context,
  );

describe("serving a contract", () => {
  afterEach(() => sinon.restore());

  it("gives a route its path, query, headers and body, validated", async () => {
    const { statusCode, body } = await echo({ queryStringParameters: { limit: "5" } });
    expect(statusCode).to.equal(200);
    expect(JSON.parse(body ?? "")).to.deep.equal({
      path: { id: "7" },
      query: { limit: "5" },
      headers: { "x-key": "k" },
      body: { text: "a" },
    });
  });

  it("encodes bytes in base64, with the route's own headers", async () => {
    const answer = await handler({ routeKey: "GET /bytes" }, context);
    expect(answer).to.deep.equal({
      statusCode: 200,
      headers: { "content-type": "x/y" },
      body: "AP8=",
      isBase64Encoded: true,
    });
  });

  it("answers without a body where there is none", async () => {
    expect(await handler({ routeKey: "GET /nothing" }, context)).to.deep.equal({ statusCode: 204 });
  });

  for (const [name, event, kind] of [
    ["no JSON", { body: "{" }, "json"],
    ["no body", { body: undefined }, "json"],
    ["a body that breaks its schema", { body: "{}" }, "schema"],
    ["a query that breaks its schema", { queryStringParameters: { limit: "x" } }, "schema"],
    ["a missing header", { headers: undefined }, "schema"],
    ["a missing path parameter", { pathParameters: undefined }, "path"],
    ["an empty path parameter", { pathParameters: { id: "" } }, "path"],
  ] as const) {
    it(`answers ${name} in the service's words`, async () => {
      const { statusCode, body } = await echo(event);
      expect([statusCode, body]).to.deep.equal([400, JSON.stringify({ invalid: kind })]);
    });
  }

  it("says at which character a body stops being JSON", async () => {
    await echo({ body: '{"text": "a" 1}' });
    expect(problems.at(-1)).to.deep.include({ kind: "json", offset: 13 });
  });

  it("answers a typed error in its own words, and does not log what the client caused", async () => {
    const log = sinon.stub(logger, "error");
    expect((await handler({ routeKey: "GET /refused" }, context)).body).to.equal('{"refused":true}');
    expect(log.called).to.equal(false);
  });

  it("answers anything else without a word of it, and logs it with the request", async () => {
    const log = sinon.stub(logger, "error");
    const { statusCode, body } = await handler({ routeKey: "GET /broken" }, context);
    expect([statusCode, body]).to.deep.equal([500, '{"error":"unexpected"}']);
    expect(log.firstCall.args[1]).to.deep.include({ request_id: "request-1" });
  });

  it("answers whatever an event may be", async () => {
    await fc.assert(
      fc.asyncProperty(fc.object({ withNullPrototype: true }), async (event) => {
        const { statusCode } = await handler(event, context);
        expect(statusCode).to.be.within(200, 404);
      }),
    );
  });
});
