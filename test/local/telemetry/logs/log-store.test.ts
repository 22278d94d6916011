import { expect } from "chai";
import { EventStream } from "../../../../local/events.ts";
import { LogIntake } from "../../../../local/telemetry/logs/log-intake.ts";
import { LogStore } from "../../../../local/telemetry/logs/log-store.ts";
import { ManualClock } from "../manual-clock.ts";
import { logEvent, requestEvent } from "../sample-events.ts";
import { telemetryHarness } from "../telemetry-harness.ts";

const limits = { maxEvents: 100, maxBytes: 2_000, maxStreams: 5 };

function storeWith() {
  const events = new EventStream();
  const clock = new ManualClock("2026-03-04T10:00:00Z");
  return { events, clock, store: new LogStore(new LogIntake(events), clock, limits) };
}

const messages = (store: LogStore, query = {}) => store.query(query).map(({ event }) => event.message);

describe("LogStore", () => {
  it("finds events by group, stream, time, function, request and pattern, in order of arrival", () => {
    const { events, store } = storeWith();
    const time = Date.parse("2026-03-04T10:00:00Z");
    events.publish(logEvent("one", { requestId: "r1" }));
    events.publish(logEvent("two", { logGroup: "/other", functionName: "other" }));
    events.publish(logEvent("three", { logStream: "b", time: time + 5 }));
    const cases: [object, string[]][] = [
      [{}, ["one", "two", "three"]],
      [{ groups: ["/other"] }, ["two"]],
      [{ streams: ["b"] }, ["three"]],
      [{ streamPrefix: "2026/" }, ["one", "two"]],
      [{ from: time + 1 }, ["three"]],
      [{ to: time + 5 }, ["one", "two"]],
      [{ functionName: "other" }, ["two"]],
      [{ requestId: "r1" }, ["one"]],
      [{ pattern: "?two ?three" }, ["two", "three"]],
      [{ limit: 2 }, ["one", "two"]],
      [{ afterSequence: 1 }, ["two", "three"]],
    ];
    for (const [query, expected] of cases) expect(messages(store, query)).to.deep.equal(expected);
  });

  it("keeps the newest events of a group, by number", () => {
    const { events, store } = storeWith();
    for (let index = 0; index < 1_000; index += 1) events.publish(logEvent(String(index)));
    expect(messages(store)).to.have.length(100);
    expect(messages(store).at(0)).to.equal("900");
    expect(messages(store, { afterSequence: 998 })).to.deep.equal(["998", "999"]);
  });

  it("keeps the newest events of a group, by size", () => {
    const { events, store } = storeWith();
    for (let index = 0; index < 10; index += 1) events.publish(logEvent(String(index).repeat(500)));
    expect(messages(store).map(([first]) => first)).to.deep.equal(["6", "7", "8", "9"]);
    expect(store.group("/aws/lambda/items")?.storedBytes).to.equal(2_000);
  });

  it("keeps a limited number of streams", () => {
    const { events, store } = storeWith();
    for (let index = 0; index < 20; index += 1) events.publish(logEvent("x", { logStream: `s${index}` }));
    expect(store.group("/aws/lambda/items")?.streams.map(({ name }) => name)).to.deep.equal([
      "s15",
      "s16",
      "s17",
      "s18",
      "s19",
    ]);
  });

  it("drops what is older than the declared retention", () => {
    const { events, clock, store } = storeWith();
    const declared = { name: "/aws/lambda/items", arn: "arn", retentionDays: 1 };
    store.declare([declared]);
    events.publish(logEvent("old"));
    clock.advance(86_400_000);
    events.publish(logEvent("new", { time: clock.now() }));
    clock.advance(120_000);
    expect(messages(store)).to.deep.equal(["new"]);
  });

  it("has declared groups before their first event, by name, and takes nothing after its end", () => {
    const { events, store } = storeWith();
    store.declare(["/b", "/a"].map((name) => ({ name, arn: name, retentionDays: undefined })));
    expect(store.groups.map(({ name }) => name)).to.deep.equal(["/a", "/b"]);
    store.stop();
    events.publish(logEvent("late"));
    expect(messages(store)).to.deep.equal([]);
  });
});

describe("access log lines", () => {
  it("are in the group that the stage names", () => {
    const { events, telemetry } = telemetryHarness();
    events.publish(requestEvent({ accessLog: { logGroup: "/api", line: "GET /items/1 200" } }));
    events.publish(requestEvent());
    expect(messages(telemetry.logs, { groups: ["/api"] })).to.deep.equal(["GET /items/1 200"]);
  });
});
