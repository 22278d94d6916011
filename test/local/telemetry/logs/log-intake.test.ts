import { expect } from "chai";
import { EventStream } from "../../../../local/events.ts";
import { LogIntake } from "../../../../local/telemetry/logs/log-intake.ts";
import type { LogLine } from "../../../../local/telemetry/logs/log-line.ts";
import { logEvent, requestEvent } from "../sample-events.ts";

describe("the intake of logs", () => {
  const accessLog = { logGroup: "access", line: '{"status":"200"}' };
  let events: EventStream;
  let intake: LogIntake;
  beforeEach(() => {
    events = new EventStream();
    intake = new LogIntake(events);
  });

  it("has what functions print and access log lines, until its subscription ends", () => {
    const taken: string[] = [];
    const end = intake.subscribe(({ logGroup, message }) => taken.push(`${logGroup}: ${message}`));
    events.publish(logEvent("printed", { logGroup: "function" }));
    events.publish(requestEvent({ accessLog }));
    events.publish(requestEvent());
    end();
    events.publish(logEvent("after the end"));
    expect(taken).to.deep.equal(["function: printed", 'access: {"status":"200"}']);
  });

  it("gives all the same line, so that it is parsed once", () => {
    const taken: [LogLine[], LogLine[]] = [[], []];
    for (const lines of taken) intake.subscribe((_, line) => lines.push(line));
    events.publish(logEvent('{"level":"INFO"}'));
    events.publish(requestEvent({ accessLog }));
    const [first, second] = taken;
    expect(first.map(({ json }) => json)).to.deep.equal([{ level: "INFO" }, { status: "200" }]);
    expect(second[0]).to.equal(first[0]);
    expect(second[1]).to.equal(first[1]);
  });
});
