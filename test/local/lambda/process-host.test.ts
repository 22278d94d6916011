import { expect } from "chai";
import { nodeFlags } from "../../../local/lambda/process-host.ts";

describe("nodeFlags", () => {
  const cases: [number, number, number][] = [
    [128, 4, 115],
    [512, 4, 460],
    [10_240, 4, 9_216],
  ];
  for (const [memory, semiSpace, oldSpace] of cases) {
    it(`for ${memory} MB leaves nine tenths to old objects`, () => {
      expect(nodeFlags(memory)).to.include(`--max-semi-space-size=${semiSpace}`);
      expect(nodeFlags(memory)).to.include(`--max-old-space-size=${oldSpace}`);
    });
  }
});
