import { expect } from "chai";
import { LocalError } from "../../../local/emulator.ts";
import { parseFault, writeFault } from "../../../local/faults/fault-spec.ts";

describe("a written fault", () => {
  const cases: [spec: string, parsed: ReturnType<typeof parseFault>, written?: string][] = [
    ["players:latency=2s@10%", { target: "players", kind: "latency", amount: 2_000, percent: 10 }],
    ["players:latency=250ms", { target: "players", kind: "latency", amount: 250, percent: 100 }],
    [
      "players:latency=1.5s@2.5%",
      { target: "players", kind: "latency", amount: 1_500, percent: 2.5 },
      "players:latency=1500ms@2.5%",
    ],
    ["players:7:error", { target: "players:7", kind: "error", percent: 100 }],
    [
      '"POST /message":error@50%',
      { target: "POST /message", kind: "error", percent: 50 },
      "POST /message:error@50%",
    ],
    ["GET /a:b/{id}:status=503", { target: "GET /a:b/{id}", kind: "status", amount: 503, percent: 100 }],
    [
      " table/players:throttle@100% ",
      { target: "table/players", kind: "throttle", percent: 100 },
      "table/players:throttle",
    ],
    ["players:concurrency=800", { target: "players", kind: "concurrency", amount: 800, percent: 100 }],
  ];
  for (const [spec, parsed, written = spec] of cases) {
    it(`is read: ${spec}`, () => {
      expect(parseFault(spec)).to.deep.equal(parsed);
      expect(writeFault(parsed, parsed.target)).to.equal(written);
      expect(parseFault(written)).to.deep.equal(parsed);
    });
  }

  const refused: [spec: string, message: RegExp][] = [
    ["players", /^The fault 'players' is no fault: use TARGET:KIND, .*\.$/],
    [":error", /is no fault/],
    ["players:explode", /has no kind that is known: use one of latency, error, .*, status\.$/],
    ["players:toString", /is no fault|no kind that is known/],
    ["players:latency", /lacks an amount: latency=2s for example\.$/],
    ["players:latency=2", /has the amount "2": use a time from 1ms to 900s, latency=2s for example\.$/],
    ["players:latency=0s", /has the amount "0s"/],
    ["players:latency=1h", /has the amount "1h"/],
    ["players:latency=901s", /has the amount "901s"/],
    ["players:error=5", /has an amount, and error takes none\.$/],
    ["players:concurrency=0", /use a whole number from 1 to 100000, concurrency=800 for example\.$/],
    ["players:concurrency=1.5", /a whole number/],
    ["GET /a:status=404", /has the amount "404": use 429, 500, 503, status=503 for example\.$/],
    ["GET /a:status=450", /has the amount "450"/],
    ["players:error@0%", /has the share "0%": use more than 0% and at most 100%, @10% for example\.$/],
    ["players:error@101%", /has the share "101%"/],
    ["players:error@10", /has the share "10"/],
    ["players:error@", /has the share ""/],
    ["players:error@-1%", /has the share "-1%"/],
  ];
  for (const [spec, message] of refused) {
    it(`is refused in one sentence: ${spec}`, () => {
      expect(() => parseFault(spec)).to.throw(LocalError, message);
    });
  }
});
