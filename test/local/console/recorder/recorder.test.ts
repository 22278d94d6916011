import { expect } from "chai";
import * as fc from "fast-check";
import { Recorder } from "../../../../local/console/recorder/recorder.ts";
import { Ring } from "../../../../local/console/recorder/ring.ts";
import { EventStream } from "../../../../local/events.ts";
import { requestEvent } from "../../telemetry/sample-events.ts";

describe("a ring", () => {
  it("keeps the last items, the newest first", () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 9 }), (items, capacity) => {
        const ring = new Ring<number>(capacity);
        for (const item of items) ring.push(item);
        expect([...ring.newestFirst()]).to.deep.equal(items.slice(-capacity).reverse());
      }),
    );
  });
});

describe("the recorder", () => {
  it("knows which execution environments run, and why others ended", () => {
    const events = new EventStream();
    const recorder = new Recorder(events);
    const process = (instance: string, state: "started" | "ended", time: number, reason?: string) =>
      events.publish({
        type: "process",
        functionName: "items",
        pid: 7,
        instance,
        state,
        time,
        ...(reason !== undefined && { reason }),
      });
    process("a", "started", 1);
    process("b", "started", 2);
    process("a", "ended", 3, "idle");
    expect(recorder.instances("items")).to.deep.equal([
      { name: "b", functionName: "items", pid: 7, startedAt: 2 },
      { name: "a", functionName: "items", pid: 7, startedAt: 1, endedAt: 3, reason: "idle" },
    ]);
    expect(recorder.instances("others")).to.deep.equal([]);
    recorder.stop();
  });

  it("finds the request that led to an invocation", () => {
    const events = new EventStream();
    const recorder = new Recorder(events);
    events.publish(requestEvent({ requestId: "1", functionRequestId: "f1" }));
    events.publish(requestEvent({ requestId: "2", functionRequestId: "f2" }));
    expect(recorder.requestOf(["f1"])?.requestId).to.equal("1");
    expect(recorder.invocationOf("2")).to.equal("f2");
    expect(recorder.invocationOf("none")).to.equal(undefined);
    expect(recorder.requestOf(["f3"])).to.equal(undefined);
    recorder.stop();
    events.publish(requestEvent({ requestId: "3", functionRequestId: "f3" }));
    expect(recorder.requestOf(["f3"])).to.equal(undefined);
  });
});
