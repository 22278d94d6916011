import { expect } from "chai";
import { type LogEntry, logEntry } from "../../../../local/console/logs/log-entry.ts";
import { logFilter } from "../../../../local/console/logs/log-filter.ts";
import { logEvent } from "../../telemetry/sample-events.ts";

const read = (message: string) => logEntry({ sequence: 1, event: logEvent(message) });

describe("a log line", () => {
  const cases: [string, string, Pick<LogEntry, "level" | "text"> & { fields?: object }][] = [
    [
      "the platform's",
      "START RequestId: 1 Version: 2",
      { level: "PLATFORM", text: "START RequestId: 1 Version: 2" },
    ],
    [
      "a structured one",
      '{"level":"WARN","message":"slow","tries":2}\n',
      { level: "WARN", text: "slow", fields: { tries: 2 } },
    ],
    [
      "the runtime's",
      "2026-03-04T10:00:00.000Z\t1111\tERROR\tno stock",
      { level: "ERROR", text: "no stock" },
    ],
    ["a plain one", "hello", { level: "", text: "hello" }],
    ["one that only looks like JSON", "{oops", { level: "", text: "{oops" }],
    [
      "fields without a message",
      '{"httpMethod":"GET","status":200}',
      { level: "", text: "httpMethod=GET status=200", fields: { httpMethod: "GET", status: 200 } },
    ],
    [
      "the platform's in JSON",
      '{"type":"platform.report","record":{}}',
      { level: "PLATFORM", text: "platform.report", fields: { type: "platform.report", record: {} } },
    ],
  ];
  for (const [what, message, expected] of cases) {
    it(`is read: ${what}`, () => {
      expect(read(message)).to.deep.include(expected);
    });
  }

  it("of embedded metrics says their values", () => {
    const line = { _aws: { CloudWatchMetrics: [{ Metrics: [{ Name: "logins" }] }] }, logins: 3 };
    expect(read(JSON.stringify(line)).text).to.equal("metrics: logins 3");
  });
});

describe("a log filter", () => {
  const event = logEvent('{"level":"ERROR","message":"No Stock"}', { requestId: "r1" });
  const entry = logEntry({ sequence: 1, event });
  for (const [query, holds] of [
    ["", true],
    ["function=items&requestId=r1&text=no%20stock&level=ERROR", true],
    ["level=WARN,ERROR", true],
    ["level=INFO", false],
    ["function=others", false],
    ["requestId=r2", false],
    ["text=sold", false],
    ["group=/aws/lambda/items", true],
    ["group=/aws/lambda/other", false],
  ] as const) {
    it(`"${query}" ${holds ? "takes" : "leaves"} it`, () => {
      const filter = logFilter(new URLSearchParams(query));
      expect(filter.matchesEvent(event) && (filter.matchesEntry?.(entry) ?? true)).to.equal(holds);
    });
  }
});
