import { expect } from "chai";
import { logRoutes } from "../../../../local/console/logs/routes.ts";
import type { ServedCloud } from "../../../../local/console/served-cloud.ts";
import { EventStream } from "../../../../local/events.ts";

describe("the stream of log lines", () => {
  function sentFor(query: string, ...messages: string[]): unknown[] {
    const events = new EventStream();
    const [stream] = logRoutes({ events } as ServedCloud).streams;
    const sent: unknown[] = [];
    const call = { params: {}, query: new URLSearchParams(query), body: undefined };
    const end = stream?.open(call, (item) => sent.push(item()));
    for (const message of messages) {
      events.publish({ type: "log", time: 1, logGroup: "g", logStream: "s", message });
    }
    end?.();
    events.publish({ type: "log", time: 1, logGroup: "g", logStream: "s", message: "after the end" });
    return sent;
  }

  const error = '{"level":"ERROR","message":"failed"}';
  const info = '{"level":"INFO","message":"went well"}';

  it("has every line in the order of arrival", () => {
    expect(sentFor("", error, info, "plain").map((entry) => (entry as { text: string }).text)).to.deep.equal([
      "failed",
      "went well",
      "plain",
    ]);
  });

  it("leaves out what has another level or text than was asked for", () => {
    expect(sentFor("level=ERROR,NONE", error, info, "plain")).to.have.length(2);
    expect(sentFor("text=WELL", error, info, "plain")).to.have.length(1);
    expect(sentFor("level=ERROR&text=well", error, info, "plain")).to.deep.equal([]);
  });
});
