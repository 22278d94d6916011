import { expect } from "chai";
import type { AlarmState } from "../../../../local/events.ts";
import type { ThresholdRule, TreatMissingData } from "../../../../local/telemetry/alarms/alarm.ts";
import { thresholdState } from "../../../../local/telemetry/alarms/threshold.ts";

const treatments: readonly TreatMissingData[] = ["missing", "ignore", "breaching", "notBreaching"];

/** `X` breaches, `0` does not, `-` is missing; the newest on the right, as in CloudWatch's documentation. */
function state(points: string, rule: Partial<ThresholdRule>, current: AlarmState): AlarmState {
  const whole: ThresholdRule = {
    comparisonOperator: "GreaterThanThreshold",
    threshold: 5,
    evaluationPeriods: 3,
    datapointsToAlarm: 3,
    treatMissingData: "missing",
    ...rule,
  };
  const value = { X: 9, "0": 1, "-": undefined };
  return thresholdState(
    whole,
    points.split(" ").map((point) => value[point as keyof typeof value]),
    current,
  );
}

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
describe("an alarm's state with missing data, as CloudWatch documents it", () => {
  const kept = "kept";
  const tables: [number, [string, ...string[]][]][] = [
    [
      3,
      [
        ["0 - X - X", "OK", "OK", "OK", "OK"],
        ["0 - - - -", "OK", "OK", "OK", "OK"],
        ["- - - - -", "INSUFFICIENT_DATA", kept, "ALARM", "OK"],
        ["0 X X - X", "ALARM", "ALARM", "ALARM", "ALARM"],
        ["- - X - -", "ALARM", kept, "ALARM", "OK"],
        ["- - - - X", kept, kept, "ALARM", "OK"],
        ["- - - X -", kept, kept, "ALARM", "OK"],
      ],
    ],
    [
      2,
      [
        ["0 - X - X", "ALARM", "ALARM", "ALARM", "ALARM"],
        ["0 0 X 0 X", "ALARM", "ALARM", "ALARM", "ALARM"],
        ["0 - X - -", "OK", "OK", "ALARM", "OK"],
        ["- - - - 0", "OK", "OK", "ALARM", "OK"],
        ["- - - X -", "ALARM", kept, "ALARM", "OK"],
      ],
    ],
  ];
  for (const [datapointsToAlarm, rows] of tables) {
    for (const [points, ...expected] of rows) {
      for (const [index, treatMissingData] of treatments.entries()) {
        it(`${datapointsToAlarm} of 3, ${points}, ${treatMissingData}: ${expected[index]}`, () => {
          for (const current of ["OK", "ALARM", "INSUFFICIENT_DATA"] as const) {
            const wanted = expected[index] === kept ? current : expected[index];
            expect(state(points, { datapointsToAlarm, treatMissingData }, current)).to.equal(wanted);
          }
        });
      }
    }
  }
});

describe("an alarm's comparison", () => {
  const cases: [ThresholdRule["comparisonOperator"], number, AlarmState][] = [
    ["GreaterThanThreshold", 5, "OK"],
    ["GreaterThanThreshold", 6, "ALARM"],
    ["GreaterThanOrEqualToThreshold", 5, "ALARM"],
    ["LessThanThreshold", 5, "OK"],
    ["LessThanThreshold", 4, "ALARM"],
    ["LessThanOrEqualToThreshold", 5, "ALARM"],
  ];
  for (const [comparisonOperator, value, expected] of cases) {
    it(`${value} ${comparisonOperator} 5: ${expected}`, () => {
      const rule = { comparisonOperator, threshold: 5, evaluationPeriods: 1, datapointsToAlarm: 1 };
      expect(thresholdState({ ...rule, treatMissingData: "missing" }, [value], "OK")).to.equal(expected);
    });
  }
});
