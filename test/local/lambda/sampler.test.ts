import { expect } from "chai";
import { Sampler } from "../../../local/lambda/sampler.ts";

/** Trace ids of as many requests, a hundred a second, that are sampled. */
function sampled(sampler: Sampler, requests: number): number[] {
  return Array.from({ length: requests }, (_, index) => index).filter((index) =>
    sampler.samples(`1-69a80320-${String(index).padStart(24, "0")}`, index * 10),
  );
}

describe("the sampler", () => {
  it("takes every trace unless it is told otherwise", () => {
    expect(sampled(new Sampler("all"), 500)).to.have.length(500);
  });

  it("takes the first of each second and one in twenty of the others, as Lambda does", () => {
    const taken = sampled(new Sampler("aws"), 10_000);
    const firsts = taken.filter((index) => index % 100 === 0);
    expect(firsts).to.have.length(100);
    expect((taken.length - 100) / 9_900).to.be.within(0.04, 0.06);
  });
});
