import { resourceRule } from "../rule.ts";
import { numberOf } from "../values.ts";

/** All that CloudWatch offers; 0 keeps events for ever. */
const RETENTION_DAYS: readonly number[] = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

export const logRetention = resourceRule({
  id: "log-retention-days",
  sentence: "A log group's retention is one of the days that CloudWatch offers.",
  source: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html",
  types: ["aws:cloudwatch/logGroup:LogGroup"],
  problems({ inputs }) {
    const days = numberOf(inputs.retentionInDays);
    if (days === undefined || RETENTION_DAYS.includes(days)) return [];
    return [`keeps logs ${days} days. Use one of ${RETENTION_DAYS.slice(1).join(", ")}.`];
  },
});
