import { createSocket } from "node:dgram";
import { expect } from "chai";
import { type TelemetryHarness, telemetryHarness } from "../telemetry-harness.ts";

const header = '{"format":"json","version":1}\n';

function document(sequence: number): string {
  return JSON.stringify({
    id: sequence.toString(16).padStart(16, "0"),
    trace_id: "1-69a80320-aaaaaaaaaaaaaaaaaaaaaaaa",
    name: "step",
    type: "subsegment",
    parent_id: "ffffffffffffffff",
    start_time: 1 + sequence,
    end_time: 2 + sequence,
  });
}

describe("the trace daemon", () => {
  let local: TelemetryHarness;

  beforeEach(async () => {
    local = telemetryHarness();
    await local.telemetry.start();
  });

  afterEach(() => local.telemetry.stop());

  async function send(...messages: string[]): Promise<void> {
    const [host, port] = local.telemetry.daemonAddress.split(":");
    const socket = createSocket("udp4");
    for (const message of messages) {
      await new Promise<void>((resolve, reject) => {
        socket.send(message, Number(port), host, (error) => (error ? reject(error) : resolve()));
      });
    }
    socket.close();
  }

  async function until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise((resolve) => setImmediate(resolve));
  }

  const received = () =>
    local.telemetry.traces.get("1-69a80320-aaaaaaaaaaaaaaaaaaaaaaaa")?.segments.length ?? 0;

  it("takes a burst", async () => {
    await send(...Array.from({ length: 500 }, (_, index) => header + document(index)));
    await until(() => received() === 500);
  });

  it("says once what is wrong with a message, and takes the next one", async () => {
    await send("garbage", header, `${header}{"id":1}`, `${header}${document(1)}`);
    await until(() => received() === 1);
    expect(local.notices.map(({ message }) => message)).to.have.length(1);
    expect(local.notices[0]?.message).to.match(/header line/);
  });

  it("is gone after the end", async () => {
    await local.telemetry.stop();
    expect(() => local.telemetry.daemonAddress).to.throw("has not started");
    await local.telemetry.stop();
  });
});
