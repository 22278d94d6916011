import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type AlarmActions, declareAlarms, rateAlarm } from "./alarms.ts";
import { declareCompositeAlarm } from "./composite-alarm.ts";
import type { ContainerFunction } from "./container-function.ts";
import { metricNamespace } from "./naming.ts";
import type { Table } from "./table.ts";
import { type Tags, tagsOf } from "./tags.ts";

export interface ServiceAlarmsArgs extends AlarmActions {
  readonly fn: ContainerFunction;
  readonly tables: readonly Table[];
  readonly tags?: Tags;
}

const ERROR_PERCENT = 2;
const FLOOR = 10;

/**
 * Whether a service does what its users want of it: the rate of its 5xx, which no metric of Lambda's counts since the
 * function itself does not fail, and one alarm over all that its function and its tables are watched for.
 */
export class ServiceAlarms extends pulumi.ComponentResource {
  /** Of the function, of the tables, of the answers. */
  readonly causes: readonly aws.cloudwatch.MetricAlarm[];
  /** The alarm that calls; absent where each cause does. */
  readonly impact: aws.cloudwatch.CompositeAlarm | undefined;

  constructor(name: string, args: ServiceAlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lambdock:index:ServiceAlarms", name, {}, opts);
    const { fn, tables, alarmActions = [], composed = false } = args;
    const tags = tagsOf(name, args.tags);
    const ofAnswers = declareAlarms(
      name,
      {
        "server-errors": rateAlarm({
          description: `More than ${ERROR_PERCENT} % of the requests to ${name} get a 5xx. Its log has an ERROR line for each.`,
          failures: {
            namespace: metricNamespace(),
            metricName: "ServerErrors",
            dimensions: { service: name },
          },
          requests: {
            namespace: "AWS/Lambda",
            metricName: "Invocations",
            dimensions: { FunctionName: fn.functionName },
          },
          threshold: ERROR_PERCENT,
          floor: FLOOR,
        }),
      },
      { alarmActions, composed, tags },
      this,
    );
    this.causes = [...ofAnswers, ...fn.alarms, ...tables.flatMap(({ alarms }) => alarms)];
    this.impact = composed
      ? declareCompositeAlarm(
          `${name}-impact`,
          {
            description: `Users of ${name} are affected, or about to be. The alarms below it that are in ALARM say by what.`,
            anyOf: this.causes,
            alarmActions,
            tags,
          },
          this,
        )
      : undefined;
    this.registerOutputs();
  }
}
