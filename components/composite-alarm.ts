import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "./naming.ts";

export type Alarm = aws.cloudwatch.MetricAlarm | aws.cloudwatch.CompositeAlarm;

export interface CompositeAlarmArgs {
  /** What a person who is called needs to know first. */
  readonly description: string;
  /** It is in alarm while one of these is. */
  readonly anyOf: readonly aws.cloudwatch.MetricAlarm[];
  /** But not while one of these is, which tell the same, and better. Default: none. */
  readonly unless?: readonly aws.cloudwatch.CompositeAlarm[];
  /** ARNs of SNS topics, on the way to ALARM and back to OK. */
  readonly alarmActions: readonly pulumi.Input<string>[];
  readonly tags: Record<string, string>;
}

/**
 * The one alarm that calls, for several that don't.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm.html
 */
export function declareCompositeAlarm(
  name: string,
  { description, anyOf, unless = [], alarmActions, tags }: CompositeAlarmArgs,
  parent: pulumi.Resource,
): aws.cloudwatch.CompositeAlarm {
  const names = pulumi.all(anyOf.map((alarm) => alarm.name));
  const others = pulumi.all(unless.map((alarm) => alarm.alarmName));
  const actions = [...alarmActions];
  return new aws.cloudwatch.CompositeAlarm(
    name,
    {
      alarmName: physicalName("CompositeAlarm", name),
      alarmDescription: description,
      alarmRule: pulumi.all([names, others]).apply(([any, none]) => alarmRule(any, none)),
      tags,
      ...(actions.length > 0 && { alarmActions: actions, okActions: actions }),
    },
    // Made first, a replacement of the same name would be deleted as the old one.
    { parent, deleteBeforeReplace: true },
  );
}

function alarmRule(anyOf: readonly string[], unless: readonly string[]): string {
  const any = anyOf.map(inAlarm).join(" OR ");
  return unless.length === 0 ? any : `(${any}) AND NOT (${unless.map(inAlarm).join(" OR ")})`;
}

function inAlarm(name: string): string {
  return `ALARM("${name}")`;
}
