import { expect } from "chai";
import { logQuery } from "../../../../local/console/insights/log-query.ts";
import { logRecord } from "../../../../local/console/insights/log-record.ts";
import { logEvent } from "../../telemetry/sample-events.ts";

const START = Date.parse("2026-03-04T10:00:00Z");
const LINES: [seconds: number, message: string][] = [
  [0, "START RequestId: 1 Version: 2"],
  [1, '{"level":"INFO","route":"GET /items","status":200,"http":{"bytes":10}}'],
  [2, '{"level":"ERROR","route":"POST /items","status":500,"error":"no stock"}'],
  [70, '{"level":"INFO","route":"GET /items","status":404,"http":{"bytes":30}}'],
  [
    71,
    "REPORT RequestId: 1\tDuration: 12.50 ms\tBilled Duration: 13 ms\tMemory Size: 512 MB\tMax Memory Used: 80 MB\t",
  ],
];
const RECORDS = LINES.map(([seconds, message]) =>
  logRecord(logEvent(message, { time: START + seconds * 1000, requestId: "1" })),
);

describe("a query of Logs Insights", () => {
  const rows = (text: string) => logQuery(text).run(RECORDS).rows;

  it("leaves out only lines that are not in its answer, by a glance", () => {
    const query = logQuery('SOURCE "g" | fields route | filter level = "ERROR" | sort route asc');
    expect(LINES.filter(([, message]) => query.mayMatch(message)).map(([seconds]) => seconds)).to.deep.equal([
      2,
    ]);
    for (const text of [
      "filter status = 500",
      'filter level = "ERROR" or status = 200',
      'limit 1 | filter a = "b"',
    ])
      expect(
        LINES.every(([, message]) => logQuery(text).mayMatch(message)),
        text,
      ).to.equal(true);
  });

  const cases: [string, string[][]][] = [
    ["fields status | filter ispresent(status)", [["404"], ["500"], ["200"]]],
    ['fields route | filter level = "ERROR"', [["POST /items"]]],
    ["fields status | filter status >= 400 | sort status asc", [["404"], ["500"]]],
    ["fields status | filter route like /^GET/ and status < 300", [["200"]]],
    ["fields status | filter route not like 'GET' and ispresent(status)", [["500"]]],
    ["fields status | filter status in [200, 500] | sort status desc", [["500"], ["200"]]],
    ["fields status | filter not (status = 200) and ispresent(status)", [["404"], ["500"]]],
    ["fields http.bytes | filter http.bytes > 5 | limit 1", [["30"]]],
    ["fields @duration, @maxMemoryUsed | filter @type = 'REPORT'", [["12.5", "80000000"]]],
    ["fields status\n# the newest first\n| filter status != 200 and ispresent(status) | limit 1", [["404"]]],
    [
      "filter ispresent(status) | stats count(*) as n, max(status) by route | sort n desc",
      [
        ["GET /items", "2", "404"],
        ["POST /items", "1", "500"],
      ],
    ],
    [
      "filter ispresent(status) | stats count(*) by bin(1m) as minute | sort minute asc",
      [
        ["2026-03-04T10:00:00.000Z", "2"],
        ["2026-03-04T10:01:00.000Z", "1"],
      ],
    ],
    [
      "stats pct(status, 50), avg(http.bytes), count_distinct(route) by level | filter level = 'INFO'",
      [["INFO", "200", "20", "1"]],
    ],
  ];
  for (const [text, expected] of cases) {
    it(text.replaceAll("\n", " "), () => {
      expect(rows(text)).to.deep.equal(expected);
    });
  }

  it("says when, and names the groups that it asks", () => {
    const query = logQuery("SOURCE '/aws/lambda/a' | SOURCE \"/aws/lambda/b\" | filter status = 500");
    expect(query.groups).to.deep.equal(["/aws/lambda/a", "/aws/lambda/b"]);
    const { columns, rows: found } = query.run(RECORDS);
    expect(columns).to.deep.equal(["@timestamp", "@message"]);
    expect(found[0]?.[0]).to.equal("2026-03-04 10:00:02.000");
  });

  for (const [text, named] of [
    ["parse @message /x/", '"parse"'],
    ["stats stddev(status)", '"stddev(status)"'],
    ["fields concat(a, b)", '"concat(a'],
    ["filter status ~~ 3", "can't be read"],
    ["filter a like /(/", "can't be read"],
  ] as const) {
    it(`names what is not supported: ${text}`, () => {
      expect(() => logQuery(text).run(RECORDS)).to.throw(named);
    });
  }
});
