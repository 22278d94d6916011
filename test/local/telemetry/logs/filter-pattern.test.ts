import { expect } from "chai";
import sinon from "sinon";
import { FilterPatternError, filterPattern } from "../../../../local/telemetry/logs/filter-pattern.ts";
import { LogLine } from "../../../../local/telemetry/logs/log-line.ts";

const line = JSON.stringify({
  level: "ERROR",
  status: 503,
  ok: false,
  none: null,
  route: "GET /items/{id}",
  "x y": 1,
  error: { name: "StoreError", causes: [{ code: "E1" }] },
});
const report = 'REPORT RequestId: 1 Duration: 12.5 ms [a b] "c d" end';

describe("filter patterns of CloudWatch Logs", () => {
  const cases: [string, string, boolean][] = [
    ["", line, true],
    ["ERROR", line, true],
    ["eRROR", line, false],
    ["ERROR StoreError", line, true],
    ["ERROR Missing", line, false],
    ["?Missing ?ERROR", line, true],
    ["?Missing ?Absent", line, false],
    ["ERROR -StoreError", line, false],
    ["-Missing", line, true],
    ['"GET /items"', line, true],
    ['"GET  /items"', line, false],
    ['{ $.level = "ERROR" }', line, true],
    ["{ $.level = ERROR }", line, true],
    ['{ $.level != "ERROR" }', line, false],
    ['{ $.missing != "ERROR" }', line, true],
    ['{ $.level = "ERR*" }', line, true],
    ["{ $.level = *ROR }", line, true],
    ["{ $.level = W* }", line, false],
    ["{ $.status = 503 }", line, true],
    ["{ $.status >= 500 && $.status < 600 }", line, true],
    ["{ ($.status = 200) || ($.level = ERROR) }", line, true],
    ["{ $.status = 200 || ($.level = ERROR && $.status > 600) }", line, false],
    ["{ $.status > 5e2 }", line, true],
    ["{ $.missing > 1 }", line, false],
    ["{ $.ok IS FALSE }", line, true],
    ["{ $.ok IS TRUE }", line, false],
    ["{ $.none IS NULL }", line, true],
    ["{ $.none NOT EXISTS }", line, false],
    ["{ $.missing NOT EXISTS }", line, true],
    ['{ $.error.name = "StoreError" }', line, true],
    ['{ $.error.causes[0].code = "E1" }', line, true],
    ['{ $.["x y"] = 1 }', line, true],
    ["{ $.['level'] = ERROR }", line, true],
    ["{ $.constructor EXISTS }", line, false],
    ["{ $.level = ERROR }", "ERROR", false],
    ["{ !($.level = ERROR) }", '{"level":"INFO"}', true],
    ["{ !($.level = ERROR) }", "INFO", false],
    ['{ $.level = "ERROR" }', '{"level":"\\u0045RROR"}', true],
    ['{ $.path = "a/b" }', '{"path":"a\\/b"}', true],
    ['{ $.status = "429" }', '{"status":4.29e2}', true],
    ['{ $.size = "Infinity" }', '{"size":1e999}', true],
    ["{ $.level = ERROR }", "{broken", false],
    ["[type = REPORT, ...]", report, true],
    ["[type, ..., last = end]", report, true],
    ["[type, key, id, name, duration > 10, unit = ms, bracketed, quoted, last]", report, true],
    ["[type, key, id, name, duration > 13, unit, bracketed, quoted, last]", report, false],
    ['[type, ..., quoted = "c d", last]', report, true],
    ["[type = REPORT || type = START, ...]", report, true],
    ["[one, two]", report, false],
  ];
  for (const [pattern, message, expected] of cases) {
    const how = expected ? "takes" : "leaves";
    it(`${pattern || "nothing"} ${how} ${message.slice(0, 20)}`, () => {
      expect(filterPattern(pattern)(new LogLine(message))).to.equal(expected);
    });
  }

  it("{ $.level = ERROR } parses no line that can't have it", () => {
    const parse = sinon.spy(JSON, "parse");
    const matches = filterPattern("{ $.level = ERROR }");
    expect(matches(new LogLine('{"level":"INFO"}'))).to.equal(false);
    expect(parse.callCount).to.equal(0);
    expect(matches(new LogLine('{"level":"ERROR"}'))).to.equal(true);
    expect(parse.callCount).to.equal(1);
    parse.restore();
  });

  const refused = [
    "{ $.a = 1",
    "[a",
    '"open',
    "{ $.a ~ 1 }",
    "{ $.a = 1 && }",
    "{ $.* = 1 }",
    "{ $.a > high }",
    "{ $.a = %x% }",
    "%x%",
    "{ }",
  ];
  for (const pattern of refused) {
    it(`refuses ${pattern}`, () => expect(() => filterPattern(pattern)).to.throw(FilterPatternError));
  }
});
