import { expect } from "chai";
import fc from "fast-check";
import { TokenBucket } from "../../../local/gateway/token-bucket.ts";

describe("TokenBucket", () => {
  it("lets a burst through, then the rate", () => {
    let now = 1_000;
    const bucket = new TokenBucket({ burst: 3, rate: 2 }, () => now);
    expect([1, 2, 3, 4].map(() => bucket.take())).to.deep.equal([true, true, true, false]);
    now += 499;
    expect(bucket.take()).to.equal(false);
    now += 1;
    expect(bucket.take()).to.equal(true);
    expect(bucket.take()).to.equal(false);
  });

  it("never holds more than its burst", () => {
    let now = 0;
    const bucket = new TokenBucket({ burst: 2, rate: 100 }, () => now);
    now += 3_600_000;
    expect([1, 2, 3].map(() => bucket.take())).to.deep.equal([true, true, false]);
  });

  it("lets nothing through when its burst is 0", () => {
    let now = 0;
    const bucket = new TokenBucket({ burst: 0, rate: 100 }, () => now);
    now += 1_000;
    expect(bucket.take()).to.equal(false);
  });

  it("never lets more through than burst and rate allow together", () => {
    const steps = fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 200 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 50 }),
        steps,
        (burst, rate, waits) => {
          let now = 0;
          const bucket = new TokenBucket({ burst, rate }, () => now);
          let taken = 0;
          for (const wait of waits) {
            now += wait;
            if (bucket.take()) taken += 1;
          }
          expect(taken).to.be.at.most(burst + (now / 1_000) * rate + 1e-6);
        },
      ),
    );
  });
});
