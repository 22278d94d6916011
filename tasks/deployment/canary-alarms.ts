import { CloudWatchClient, type MetricAlarm, paginateDescribeAlarms } from "@aws-sdk/client-cloudwatch";
import { type AwsOptions, asTaskError } from "../aws.ts";

/** Which of these alarms are in ALARM now. @throws TaskError in AWS's words */
export async function alarming(names: readonly string[], options: AwsOptions): Promise<string[]> {
  const found: string[] = [];
  try {
    const pages = paginateDescribeAlarms(
      { client: new CloudWatchClient(options) },
      { AlarmNames: [...names], StateValue: "ALARM" },
    );
    for await (const { MetricAlarms = [] } of pages) found.push(...namesInAlarm(MetricAlarms));
  } catch (error) {
    asTaskError(error);
  }
  return found;
}

/** CloudWatch was asked for these alone; moto answers with every alarm that is named, whatever its state. */
export function namesInAlarm(alarms: readonly Pick<MetricAlarm, "AlarmName" | "StateValue">[]): string[] {
  return alarms
    .filter(({ StateValue }) => StateValue === "ALARM")
    .flatMap(({ AlarmName }) => AlarmName ?? []);
}
