import { expect } from "chai";
import type { AlarmState } from "../../../../local/events.ts";
import type { ThresholdRule } from "../../../../local/telemetry/alarms/alarm.ts";
import { stateReason } from "../../../../local/telemetry/alarms/state-reason.ts";

const rule: ThresholdRule = {
  comparisonOperator: "GreaterThanThreshold",
  threshold: 0.5,
  evaluationPeriods: 3,
  datapointsToAlarm: 2,
  treatMissingData: "breaching",
};

describe("the reason of a state, in CloudWatch's words", () => {
  const start = Date.parse("2026-03-04T23:58:00Z");
  const cases: [AlarmState, (number | undefined)[], Partial<ThresholdRule>, string][] = [
    [
      "ALARM",
      [0, 0, 3, 0, 1.25],
      {},
      "Threshold Crossed: 3 out of the last 3 datapoints [1.25 (05/03/26 00:02:00), 0.0 (05/03/26 00:01:00), 3.0 (05/03/26 00:00:00)] were greater than the threshold (0.5) (minimum 2 datapoints for OK -> ALARM transition).",
    ],
    [
      "ALARM",
      [undefined, undefined, undefined, undefined, 3],
      {},
      "Threshold Crossed: 1 out of the last 3 datapoints [3.0 (05/03/26 00:02:00)] was greater than the threshold (0.5) and 2 missing datapoints were treated as [Breaching] (minimum 2 datapoints for OK -> ALARM transition).",
    ],
    [
      "OK",
      [undefined, undefined],
      { evaluationPeriods: 1, datapointsToAlarm: 1, treatMissingData: "notBreaching" },
      "Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching].",
    ],
    ["INSUFFICIENT_DATA", [undefined], {}, "Insufficient Data: 3 datapoints were unknown."],
  ];
  for (const [state, values, change, expected] of cases) {
    it(`${state} with ${values.map((value) => value ?? "-").join(" ")}`, () => {
      const datapoints = values.map((value, index) => ({ time: start + index * 60_000, value }));
      expect(stateReason({ ...rule, ...change }, datapoints, state)).to.equal(expected);
    });
  }
});
