import { expect } from "chai";
import { namesInAlarm } from "../../../tasks/deployment/canary-alarms.ts";

describe("alarms of a canary release", () => {
  it("count only in ALARM, also where an emulator gives those that are not", () => {
    const alarms = [
      { AlarmName: "idp-canary", StateValue: "OK" },
      { AlarmName: "data-canary", StateValue: "ALARM" },
      { AlarmName: "players-canary", StateValue: "INSUFFICIENT_DATA" },
    ] as const;
    expect(namesInAlarm(alarms)).to.deep.equal(["data-canary"]);
  });
});
