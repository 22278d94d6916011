import { expect } from "chai";
import { EventStream, type NoticeEvent } from "../../../../local/events.ts";
import { MetricStore } from "../../../../local/telemetry/metrics/metric-store.ts";

const metric = (dimensions: Record<string, string>) => ({
  namespace: "Shop",
  metricName: "Sold",
  dimensions,
});

describe("MetricStore", () => {
  it("takes metrics for equal whatever the order of their dimensions", () => {
    const store = new MetricStore(new EventStream());
    expect(store.series(metric({ a: "1", b: "2" }))).to.equal(store.series(metric({ b: "2", a: "1" })));
    expect(store.find(metric({ a: "1" }))).to.equal(undefined);
  });

  it("lists by namespace, name, and dimensions with or without a value", () => {
    const store = new MetricStore(new EventStream());
    for (const dimensions of [{}, { a: "1" }, { a: "2" }, { a: "1", b: "1" }])
      store.series(metric(dimensions));
    const count = (filter: Parameters<MetricStore["list"]>[0]) => store.list(filter).length;
    expect(count({})).to.equal(4);
    expect(count({ namespace: "Other" })).to.equal(0);
    expect(count({ metricName: "Sold", dimensions: [{ name: "a" }] })).to.equal(3);
    expect(count({ dimensions: [{ name: "a", value: "1" }] })).to.equal(2);
  });

  it("keeps a limited number, and says once what is not kept", () => {
    const events = new EventStream();
    const notices: NoticeEvent[] = [];
    events.subscribe("notice", (event) => notices.push(event));
    const store = new MetricStore(events, 10);
    for (let user = 0; user < 100; user += 1) store.series(metric({ user: String(user) })).record(0, 1);
    expect(store.list()).to.have.length(10);
    expect(notices).to.have.length(1);
    expect(notices[0]?.message).to.contain('{"user":"10"}');
  });
});
