import { expect } from "chai";
import { ExpressionError } from "../../../../local/telemetry/expressions/expression.ts";
import { traceFilter } from "../../../../local/telemetry/traces/trace-filter.ts";
import type { TraceSummary } from "../../../../local/telemetry/traces/trace-summary.ts";

const service = { name: "items", type: "AWS::Lambda::Function" };

const trace: TraceSummary = {
  id: "1-69a80320-aaaaaaaaaaaaaaaaaaaaaaaa",
  startTime: 0,
  duration: 2,
  responseTime: 1.5,
  hasError: false,
  hasFault: true,
  hasThrottle: false,
  isPartial: false,
  http: { method: "GET", url: "http://x/items/1", status: 503 },
  annotations: new Map([
    ["route", [{ value: "GET /items/{id}", service }]],
    ["status", [{ value: 503, service }]],
    ["cold", [{ value: true, service }]],
  ]),
  services: [service, { name: "things", type: "AWS::DynamoDB::Table" }],
  resourceArns: [],
  entryPoint: service,
  requestIds: [],
};

describe("X-Ray filter expressions", () => {
  const cases: [string, boolean][] = [
    ["fault", true],
    ["!fault", false],
    ["ok", false],
    ["error OR throttle", false],
    ["fault = true", true],
    ["partial = false AND fault", true],
    ["responsetime > 1", true],
    ["responsetime >= 1.5 AND duration < 2", false],
    ["http.status = 503", true],
    ["http.status != 200", true],
    ["http.status", true],
    ["http.useragent", false],
    ['http.url CONTAINS "/items/"', true],
    ['http.url BEGINSWITH "https"', false],
    ['http.method = "GET" AND http.url ENDSWITH "1"', true],
    ['annotation.route = "GET /items/{id}"'.replace("{id}", "1"), false],
    ['annotation.route CONTAINS "GET"', true],
    ["annotation[status] >= 500", true],
    ['annotation["cold"] = true', true],
    ["annotation.missing = 1", false],
    ["annotation.cold", true],
    ['service("items")', true],
    ['service("other")', false],
    ['service(id(name: "things", type: "AWS::DynamoDB::Table"))', true],
    ['service(id(type: "AWS::S3::Bucket"))', false],
    ['(service("items") OR ok) AND fault', true],
  ];
  for (const [expression, expected] of cases) {
    it(`${expression}: ${expected}`, () => expect(traceFilter(expression)(trace)).to.equal(expected));
  }

  for (const expression of [
    'edge("a", "b")',
    "availabilityzone = 1",
    'service("x") { fault }',
    "fault AND",
    "= 1",
  ]) {
    it(`refuses ${expression}`, () => expect(() => traceFilter(expression)).to.throw(ExpressionError));
  }
});
