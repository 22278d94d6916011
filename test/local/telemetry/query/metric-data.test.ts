import { expect } from "chai";
import { EventStream } from "../../../../local/events.ts";
import { MetricStore } from "../../../../local/telemetry/metrics/metric-store.ts";
import { metricData } from "../../../../local/telemetry/query/metric-data.ts";
import type { MetricDataQuery } from "../../../../local/telemetry/query/metric-data-query.ts";

const start = Date.parse("2026-03-04T10:00:00Z");
const minute = 60_000;
const range = { from: start, to: start + 5 * minute };

/** `a` has values in the minutes 0, 1 and 3, `b` in 0 and 1, `quiet` in none. */
const recorded: Readonly<Record<string, readonly (number | undefined)[]>> = {
  a: [1, 2, undefined, 4],
  b: [10, 20],
  quiet: [],
};

function store(): MetricStore {
  const made = new MetricStore(new EventStream());
  for (const [name, values] of Object.entries(recorded)) {
    const metric = { namespace: "AWS/Lambda", metricName: "Errors", dimensions: { FunctionName: name } };
    const series = made.series(metric);
    for (const [index, value] of values.entries()) {
      if (value !== undefined) series.record(start + index * minute, value);
    }
  }
  made
    .series({ namespace: "Shop", metricName: "MyOrders", dimensions: { shop: "north-1" } })
    .record(start, 7);
  return made;
}

function line(id: string): MetricDataQuery {
  const metric = { namespace: "AWS/Lambda", metricName: "Errors", dimensions: { FunctionName: id } };
  return { id, returnData: false, metricStat: { metric, periodSeconds: 60, statistic: "Sum" } };
}

/** Of each series that the expression comes to, `MINUTE:VALUE` for each point. */
function evaluate(expression: string): string[] {
  const queries = [line("a"), line("b"), line("quiet"), { id: "e", expression }];
  return metricData(store(), queries, range).map(({ points }) =>
    [...points].map(([time, value]) => `${(time - start) / minute}:${value}`).join(" "),
  );
}

describe("metric math", () => {
  const cases: [string, ...string[]][] = [
    ["a", "0:1 1:2 3:4"],
    ["a + b", "0:11 1:22"],
    ["b / a - 1", "0:9 1:9"],
    ["2 * a ^ 2", "0:2 1:8 3:32"],
    ["-a", "0:-1 1:-2 3:-4"],
    ["a / 0", ""],
    ["a >= 2", "0:0 1:1 3:1"],
    ["a < 2", "0:1 1:0 3:0"],
    ["a <= 2", "0:1 1:1 3:0"],
    ["a != 2", "0:1 1:0 3:1"],
    ["a == 2 OR a == 4", "0:0 1:1 3:1"],
    ["a > 1 AND b > 15", "0:0 1:1"],
    ["!(a > 1)", "0:1 1:0 3:0"],
    ["IF(a > 1, 100 * a, 0)", "0:0 1:200 3:400"],
    ["IF(a > 1, b, 5)", "0:5 1:20"],
    ["IF(1, a, b)", "0:1 1:2 3:4"],
    ["FILL(a, 0)", "0:1 1:2 2:0 3:4 4:0"],
    ["FILL(quiet, 3)", "0:3 1:3 2:3 3:3 4:3"],
    ["FILL(a, REPEAT)", "0:1 1:2 2:2 3:4 4:4"],
    ["FILL(a, LINEAR)", "0:1 1:2 2:3 3:4"],
    ["RATE(a) * 60", "1:1 3:1"],
    ["DIFF(b)", "1:10"],
    ["DIFF_TIME(a)", "1:60 3:120"],
    ["RUNNING_SUM(a)", "0:1 1:3 3:7"],
    ["ABS(-a)", "0:1 1:2 3:4"],
    ["CEIL(a / 3) + FLOOR(a / 3)", "0:1 1:1 3:3"],
    ["a * 0 + LOG10(1000)", "0:3 1:3 3:3"],
    ["a * 0 + SUM(a)", "0:7 1:7 3:7"],
    ["a * 0 + AVG(b)", "0:15 1:15 3:15"],
    ["a * 0 + MAX(a) - MIN(a)", "0:3 1:3 3:3"],
    ["a * 0 + STDDEV(b)", "0:5 1:5 3:5"],
    ["a * 0 + DATAPOINT_COUNT(a)", "0:3 1:3 3:3"],
    ["a * 0 + PERIOD(a)", "0:60 1:60 3:60"],
    ["a * 0 + METRIC_COUNT(METRICS())", "0:3 1:3 3:3"],
    ["a * 0 + LAST(b)", "0:20 1:20 3:20"],
    ["SUM([a, b])", "0:11 1:22 3:4"],
    ["SUM(METRICS())", "0:11 1:22 3:4"],
    ["TIME_SERIES(9)", "0:9 1:9 2:9 3:9 4:9"],
    ["FIRST([a, b])", "0:1 1:2 3:4"],
    ["LAST([a, b])", "0:10 1:20"],
    ["[a, b] * 2", "0:2 1:4 3:8", "0:20 1:40"],
    ["100 - METRICS('b')", "0:90 1:80"],
    ["IF([a, b] > 1, 1, 0)", "0:0 1:1 3:1", "0:1 1:1"],
    ["REMOVE_EMPTY(METRICS())", "0:1 1:2 3:4", "0:10 1:20"],
    ["SLICE(METRICS(), 1, 2)", "0:10 1:20"],
    ["SORT(REMOVE_EMPTY(METRICS()), MAX, DESC, 1)", "0:10 1:20"],
    ["SORT(REMOVE_EMPTY(METRICS()), SUM, ASC)", "0:1 1:2 3:4", "0:10 1:20"],
    ["SUM(SEARCH('{AWS/Lambda,FunctionName} MetricName=\"Errors\"', 'Sum', 60))", "0:11 1:22 3:4"],
    ["SEARCH('Namespace=\"Shop\"', 'Sum', 60)", "0:7"],
    ["SEARCH('orders NOT south', 'Maximum')", "0:7"],
    ["SEARCH('{Shop,shop} shop=(north OR south)', 'Sum', 60)", "0:7"],
    ["SEARCH('{Shop,other}', 'Sum', 60)"],
    ["SEARCH('FunctionName=\"a\" OR FunctionName=\"b\"', 'SampleCount', 300)", "0:3", "0:2"],
  ];
  for (const [expression, ...expected] of cases) {
    it(expression, () => expect(evaluate(expression)).to.deep.equal(expected));
  }

  const refused: [string, RegExp][] = [
    ["ANOMALY_DETECTION_BAND(a, 2)", /Function ANOMALY_DETECTION_BAND is not supported/],
    ["constructor(a)", /Function constructor is not supported/],
    ["a +", /can't be read/],
    ["missing * 2", /no query with the id "missing"/],
    ["e + 1", /"e" refers to itself/],
    ["SUM(a)", /must come to a time series/],
    ["SUM('a')", /Function SUM is not supported with these arguments/],
    ["FILL(a, NEXT)", /no query with the id "NEXT"/],
    ["[a] + [b]", /two lists/],
    ["[1]", /no single values/],
    ["a + 'text'", /Operator "\+" is not supported/],
    ["SEARCH(a, 'Sum')", /SEARCH needs/],
    ["SEARCH('Errors', 'IQM', 60)", /Statistic "IQM"/],
    ["a.b", /MemberExpression/],
  ];
  for (const [expression, message] of refused) {
    it(`says what is wrong with ${expression}`, () => {
      expect(() => evaluate(expression))
        .to.throw(message)
        .that.includes({ id: "e" });
    });
  }
});

describe("labels of metric data", () => {
  const labelOf = (query: Partial<MetricDataQuery>) =>
    metricData(store(), [{ ...line("a"), returnData: true, ...query }], range).map(({ label }) => label);
  const dynamic = (property: string) => `$\{${property}}`;

  const cases: [string | undefined, string][] = [
    [undefined, "Errors"],
    ["Plain", "Plain"],
    [`${dynamic("PROP('Dim.FunctionName')")} ${dynamic("PROP('Stat')")}`, "a Sum"],
    [`max ${dynamic("MAX")}, last ${dynamic("LAST")}, mean ${dynamic("AVG")}`, "max 4, last 4, mean 2.333"],
    [dynamic("SOMETHING"), dynamic("SOMETHING")],
  ];
  for (const [label, expected] of cases) {
    it(`${label ?? "none"} becomes ${expected}`, () => {
      expect(labelOf(label === undefined ? {} : { label })).to.deep.equal([expected]);
    });
  }

  it("tell the metrics that a search found apart", () => {
    const queries = [{ id: "s", expression: "SEARCH('{AWS/Lambda,FunctionName}', 'Sum', 60)" }];
    expect(metricData(store(), queries, range).map(({ label }) => label)).to.deep.equal(["a", "b", "quiet"]);
  });
});
