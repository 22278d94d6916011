import { EventEmitter } from "node:events";
import { expect } from "chai";
import sinon from "sinon";
import { stopSignal } from "../../../local/terminal/stop-signal.ts";

describe("the signal to stop", () => {
  let clock: sinon.SinonFakeTimers;
  let asked: NodeJS.Process;

  beforeEach(() => {
    clock = sinon.useFakeTimers();
    asked = new EventEmitter() as NodeJS.Process;
  });
  afterEach(() => clock.restore());

  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    it(`is ${name}, which npm may hand on a moment later; one after that is left to the system`, () => {
      const signal = stopSignal(asked);
      expect(signal.aborted).to.equal(false);
      asked.emit(name, name);
      expect(signal.aborted).to.equal(true);
      clock.tick(400);
      expect(asked.emit(name, name), "is heard").to.equal(true);
      clock.tick(100);
      expect(asked.emit(name, name), "is heard").to.equal(false);
    });
  }
});
