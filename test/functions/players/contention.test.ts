import { expect } from "chai";
import { Contention, untilSettled } from "../../../functions/players/contention.ts";

/** Fails with each error in turn, then succeeds. */
function attemptAfter(...errors: readonly Error[]) {
  let attempts = 0;
  const attempt = async () => {
    const error = errors[attempts];
    attempts += 1;
    if (error !== undefined) throw error;
    return attempts;
  };
  return { attempt, attempts: () => attempts };
}

const contentions = (count: number) => Array.from({ length: count }, () => new Contention());

describe("players: contention", () => {
  for (const count of [0, 1, 4]) {
    it(`attempts again after ${count} contentions`, async () => {
      expect(await untilSettled(attemptAfter(...contentions(count)).attempt)).to.equal(count + 1);
    });
  }

  it("does not attempt again after another error", async () => {
    const { attempt, attempts } = attemptAfter(new Error("disk full"), ...contentions(5));
    const error = await untilSettled(attempt).catch((caught: unknown) => caught);
    expect(error).to.include({ message: "disk full" });
    expect(attempts()).to.equal(1);
  });

  it("gives up in time, with the contention that was last", async () => {
    const { attempt, attempts } = attemptAfter(...contentions(100));
    const error = await untilSettled(attempt, 30).catch((caught: unknown) => caught);
    expect(error).to.be.instanceOf(Contention);
    expect(attempts()).to.be.within(2, 50);
  });
});
