import { expect } from "chai";
import fc from "fast-check";
import { ConcurrencyLimits } from "../../../local/lambda/concurrency.ts";
import { InvocationRefused } from "../../../local/lambda/invocation.ts";

type Name = "reserved" | "a" | "b";

/** What Lambda promises, in the simplest form: three for the reserved function, five for the others together. */
class Model {
  readonly running: Record<Name, number> = { reserved: 0, a: 0, b: 0 };

  full(name: Name): boolean {
    return name === "reserved" ? this.running.reserved === 3 : this.running.a + this.running.b === 5;
  }
}

function step(limits: ConcurrencyLimits, model: Model, name: Name, leaves: boolean): void {
  if (leaves && model.running[name] > 0) {
    limits.leave(name);
    model.running[name] -= 1;
  } else if (model.full(name)) {
    expect(() => limits.enter(name)).to.throw(InvocationRefused, "Rate Exceeded.");
  } else {
    limits.enter(name);
    model.running[name] += 1;
  }
}

describe("ConcurrencyLimits", () => {
  it("refuses exactly what exceeds a reservation, or what the account has left for the others", () => {
    const call = fc.record({ name: fc.constantFrom<Name>("reserved", "a", "b"), leaves: fc.boolean() });
    fc.assert(
      fc.property(fc.array(call, { maxLength: 60 }), (calls) => {
        const limits = new ConcurrencyLimits(8);
        limits.reserve(new Map([["reserved", 3]]));
        const model = new Model();
        for (const { name, leaves } of calls) {
          step(limits, model, name, leaves);
          expect(limits.runningOf(name)).to.equal(model.running[name]);
        }
      }),
    );
  });
});
