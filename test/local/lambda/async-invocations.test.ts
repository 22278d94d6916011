import { expect } from "chai";
import { EventStream } from "../../../local/events.ts";
import { AsyncInvocations } from "../../../local/lambda/async-invocations.ts";
import { InvocationRefused, type InvocationResult } from "../../../local/lambda/invocation.ts";
import { until } from "../process/alive.ts";

type Outcome = "ok" | "error" | "throttled" | "broken";

const ok: InvocationResult = {
  requestId: "r",
  executedVersion: "1",
  payload: Buffer.from("null"),
  logTail: "",
};

function outcome(kind: Outcome | undefined): Promise<InvocationResult> {
  if (kind === "error")
    return Promise.resolve({ ...ok, functionError: "Unhandled", payload: Buffer.from("boom") });
  if (kind === "throttled")
    return Promise.reject(new InvocationRefused("TooManyRequestsException", "Rate Exceeded."));
  if (kind === "broken") return Promise.reject(new Error("There is no role."));
  return Promise.resolve(ok);
}

describe("AsyncInvocations", () => {
  const cases: { outcomes: Outcome[]; retries?: number; age?: number; attempts: number; notice?: string }[] =
    [
      { outcomes: ["ok"], attempts: 1 },
      { outcomes: ["error", "ok"], attempts: 2 },
      { outcomes: ["error", "error", "ok"], attempts: 3 },
      {
        outcomes: ["error", "error", "error"],
        attempts: 3,
        notice: "it failed 3 times (function error: boom)",
      },
      { outcomes: ["error"], retries: 0, attempts: 1, notice: "it failed 1 time (function error: boom)" },
      { outcomes: ["throttled", "throttled", "throttled", "throttled", "ok"], attempts: 5 },
      { outcomes: ["throttled", "error", "throttled", "error", "ok"], attempts: 5 },
      {
        outcomes: ["broken", "broken", "broken"],
        attempts: 3,
        notice: "it failed 3 times (There is no role.)",
      },
      {
        outcomes: ["throttled"],
        age: 0,
        attempts: 1,
        notice: "it would be older than 0 seconds at its next attempt (its function was throttled)",
      },
    ];

  for (const { outcomes, retries = 2, age = 21_600, attempts, notice } of cases) {
    it(`after ${outcomes.join(", ")} has made ${attempts} attempts${notice ? " and gives up" : ""}`, async () => {
      const events = new EventStream();
      const notices: string[] = [];
      events.subscribe("notice", ({ message }) => notices.push(message));
      const delays = { retry: [1, 1], throttled: { first: 1, longest: 2 } };
      const invocations = new AsyncInvocations(events, delays);
      let made = 0;
      invocations.accept({
        requestId: "r",
        functionName: "fn",
        maximumRetryAttempts: retries,
        maximumEventAgeSeconds: age,
        attempt: () => outcome(outcomes[made++]),
      });
      await until(() => made >= attempts && notices.length === (notice ? 1 : 0));
      invocations.stop();
      expect(made).to.equal(attempts);
      expect(notices).to.deep.equal(
        notice ? [`Function "fn": event r was discarded, because ${notice}.`] : [],
      );
    });
  }

  it("tells what is lost when the local cloud stops", async () => {
    const events = new EventStream();
    const notices: string[] = [];
    events.subscribe("notice", ({ message }) => notices.push(message));
    const invocations = new AsyncInvocations(events, {
      retry: [60_000],
      throttled: { first: 60_000, longest: 60_000 },
    });
    let made = 0;
    invocations.accept({
      requestId: "r",
      functionName: "fn",
      maximumRetryAttempts: 2,
      maximumEventAgeSeconds: 21_600,
      attempt: () => {
        made += 1;
        return outcome("error");
      },
    });
    await until(() => made === 1);
    await new Promise(setImmediate);
    invocations.stop();
    expect(notices).to.deep.equal([
      'Function "fn": event r was discarded, because the local cloud has stopped before its next attempt.',
    ]);
  });
});
