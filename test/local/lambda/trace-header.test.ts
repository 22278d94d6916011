import { expect } from "chai";
import { traceOf } from "../../../local/lambda/trace-header.ts";

const root = "1-67891233-abcdef012345678912345678";

const cases: [string | undefined, boolean, RegExp][] = [
  [undefined, true, /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=1$/],
  [undefined, false, /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/],
  [`Root=${root}`, true, new RegExp(`^Root=${root};Parent=[0-9a-f]{16};Sampled=1$`)],
  [`Root=${root};Parent=53995c3f42cd8ad8;Sampled=0`, true, new RegExp(`^Root=${root};.*;Sampled=0$`)],
  [`Root=${root}; Sampled=1`, false, new RegExp(`^Root=${root};.*;Sampled=1$`)],
  [`Root=${root};Sampled=?`, true, new RegExp(`^Root=${root};.*;Sampled=1$`)],
];

describe("traceOf", () => {
  for (const [incoming, active, header] of cases) {
    it(`of ${incoming ?? "nothing"} with tracing ${active ? "active" : "passed through"}`, () => {
      const trace = traceOf(incoming, active);
      expect(trace.header).to.match(header);
      expect(trace.header).to.equal(
        `Root=${trace.traceId};Parent=${trace.segmentId};Sampled=${trace.sampled ? 1 : 0}`,
      );
    });
  }

  it("asks for a sample where nobody has decided, and there alone", () => {
    const asked: string[] = [];
    const samples = (traceId: string) => asked.push(traceId) === 0;
    expect(traceOf(`Root=${root}`, true, samples).header).to.match(/Sampled=0$/);
    expect(traceOf(`Root=${root};Sampled=1`, true, samples).sampled).to.equal(true);
    expect(traceOf(`Root=${root}`, false, samples).sampled).to.equal(false);
    expect(asked).to.deep.equal([root]);
  });

  it("names a segment of its own, and a new trace each time", () => {
    const first = traceOf(`Root=${root};Parent=53995c3f42cd8ad8`, true);
    expect(first.segmentId).not.to.equal("53995c3f42cd8ad8");
    expect(traceOf(undefined, true).traceId).not.to.equal(traceOf(undefined, true).traceId);
  });
});
