import { expect } from "chai";
import { EventStream } from "../../../../local/events.ts";
import { readTraceHeader } from "../../../../local/telemetry/traces/trace-header.ts";
import { TraceStore } from "../../../../local/telemetry/traces/trace-store.ts";
import { ManualClock } from "../manual-clock.ts";

const traceId = (number: number) => `1-69a80320-${String(number).padStart(24, "0")}`;

describe("the store of traces", () => {
  function storeOf(maxTraces: number) {
    const clock = new ManualClock("2026-03-04T10:00:00Z");
    const store = new TraceStore({ events: new EventStream(), clock, functionArn: String, maxTraces });
    const put = (number: number) =>
      store.put(
        JSON.stringify({ id: "a".repeat(16), trace_id: traceId(number), name: "step", start_time: number }),
      );
    const kept = () => [...store.newestFirst()].map(({ id }) => Number(id.slice(-24)));
    return { put, kept };
  }

  it("drops the oldest trace for a new one, however many have come and gone", () => {
    const { put, kept } = storeOf(3);
    for (let number = 1; number <= 100; number += 1) put(number);
    expect(kept()).to.deep.equal([100, 99, 98]);
  });

  it("takes a trace that was dropped for a new one when more of it comes", () => {
    const { put, kept } = storeOf(2);
    for (const number of [1, 2, 3, 1, 4, 4]) put(number);
    expect(kept()).to.deep.equal([4, 1]);
    put(5);
    expect(kept()).to.deep.equal([5, 4]);
  });
});

describe("a trace header", () => {
  const root = traceId(1);
  for (const [header, expected] of [
    [`Root=${root};Parent=53995c3f42cd8ad8;Sampled=1`, ["53995c3f42cd8ad8", true]],
    [`Sampled=0; Parent=53995c3f42cd8ad8; Root=${root};Lineage=1:2`, ["53995c3f42cd8ad8", false]],
    [`Self=1-2-3;Root=${root}`, ["", false]],
    [`Root=${root};Sampled=?`, ["", false]],
    [`Root=${root};Sampled=10`, ["", false]],
  ] as const) {
    it(`"${header}" is read`, () => {
      const [parentId, sampled] = expected;
      expect(readTraceHeader(header)).to.deep.equal({ traceId: root, parentId, sampled });
    });
  }

  for (const header of ["", `OtherRoot=${root}`, "Root="]) {
    it(`"${header}" names no trace`, () => expect(readTraceHeader(header)).to.equal(undefined));
  }
});
