import { CloudWatchClient, paginateDescribeAlarms } from "@aws-sdk/client-cloudwatch";
import { type AwsOptions, asTaskError } from "../aws.ts";

/** Which of these alarms are in ALARM now. @throws TaskError in AWS's words */
export async function alarming(names: readonly string[], options: AwsOptions): Promise<string[]> {
  const found: string[] = [];
  try {
    const pages = paginateDescribeAlarms(
      { client: new CloudWatchClient(options) },
      { AlarmNames: [...names], StateValue: "ALARM" },
    );
    for await (const { MetricAlarms = [] } of pages)
      found.push(...MetricAlarms.map(({ AlarmName = "" }) => AlarmName));
  } catch (error) {
    asTaskError(error);
  }
  return found;
}
