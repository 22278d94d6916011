import { expect } from "chai";
import { exitReason } from "../../../local/lambda/exit-reason.ts";

const cases: [number | null, NodeJS.Signals | null, string][] = [
  [0, null, "Runtime exited without providing a reason"],
  [1, null, "Runtime exited with error: exit status 1"],
  [null, "SIGKILL", "Runtime exited with error: signal: killed"],
  [null, "SIGABRT", "Runtime exited with error: signal: aborted"],
  [null, "SIGSEGV", "Runtime exited with error: signal: segmentation fault"],
  [null, "SIGUSR2", "Runtime exited with error: signal: SIGUSR2"],
];

describe("exitReason", () => {
  for (const [code, signal, reason] of cases) {
    it(`of ${signal ?? code} is "${reason}"`, () => {
      expect(exitReason(code, signal)).to.equal(reason);
    });
  }
});
