import * as v from "valibot";
import type { DeclaredReader } from "../declared-properties.ts";
import { strings } from "../declared-properties.ts";
import type { Metric } from "../metrics/metric.ts";
import type { MetricDataQuery } from "../query/metric-data-query.ts";
import type { Alarm, CompositeAlarm, MetricAlarm } from "./alarm.ts";

const basics = {
  arn: v.string(),
  alarmDescription: v.optional(v.string()),
  actionsEnabled: v.optional(v.boolean(), true),
  alarmActions: strings,
  okActions: strings,
  insufficientDataActions: strings,
};

const metric = {
  namespace: v.optional(v.string(), ""),
  metricName: v.string(),
  dimensions: v.optional(v.record(v.string(), v.string()), {}),
};

const Query = v.object({
  id: v.string(),
  label: v.optional(v.string()),
  /** The provider's default, unlike CloudWatch's. */
  returnData: v.optional(v.boolean(), false),
  expression: v.optional(v.string()),
  period: v.optional(v.number()),
  metric: v.optional(v.object({ ...metric, period: v.number(), stat: v.string() })),
});

/** https://www.pulumi.com/registry/packages/aws/api-docs/cloudwatch/metricalarm/ */
const DeclaredMetricAlarm = v.object({
  ...basics,
  name: v.string(),
  comparisonOperator: v.picklist(
    [
      "GreaterThanOrEqualToThreshold",
      "GreaterThanThreshold",
      "LessThanThreshold",
      "LessThanOrEqualToThreshold",
    ],
    "anomaly detection is not supported here",
  ),
  threshold: v.number("an alarm without a fixed threshold is not supported here"),
  evaluationPeriods: v.number(),
  datapointsToAlarm: v.optional(v.number()),
  treatMissingData: v.optional(v.picklist(["missing", "ignore", "breaching", "notBreaching"]), "missing"),
  evaluateLowSampleCountPercentiles: v.optional(v.picklist(["evaluate", "ignore"])),
  ...metric,
  metricName: v.optional(v.string()),
  period: v.optional(v.number()),
  statistic: v.optional(v.string()),
  extendedStatistic: v.optional(v.string()),
  metricQueries: v.optional(v.array(Query)),
});

/** https://www.pulumi.com/registry/packages/aws/api-docs/cloudwatch/compositealarm/ */
const DeclaredCompositeAlarm = v.object({
  ...basics,
  alarmName: v.string(),
  alarmRule: v.string(),
  actionsSuppressor: v.optional(v.undefined("an actions suppressor is not supported here")),
});

export const metricAlarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";
export const compositeAlarmType = "aws:cloudwatch/compositeAlarm:CompositeAlarm";

/** The alarms of a program. */
export function declaredAlarms(reader: DeclaredReader): Alarm[] {
  return [
    ...reader.read(metricAlarmType, DeclaredMetricAlarm).map(metricAlarm),
    ...reader.read(compositeAlarmType, DeclaredCompositeAlarm).map(compositeAlarm),
  ];
}

function metricAlarm(declared: v.InferOutput<typeof DeclaredMetricAlarm>): MetricAlarm {
  const {
    evaluationPeriods,
    metricQueries,
    evaluateLowSampleCountPercentiles: lowSamplePercentiles,
  } = declared;
  const queries = metricQueries?.map(query) ?? [];
  const periods = queries.flatMap(({ metricStat }) => metricStat?.periodSeconds ?? []);
  const periodSeconds = declared.period ?? Math.max(60, ...periods);
  return {
    kind: "metric",
    name: declared.name,
    ...shared(declared),
    comparisonOperator: declared.comparisonOperator,
    threshold: declared.threshold,
    evaluationPeriods,
    datapointsToAlarm: declared.datapointsToAlarm ?? evaluationPeriods,
    treatMissingData: declared.treatMissingData,
    periodSeconds: periods.length > 0 ? Math.max(...periods) : periodSeconds,
    watched:
      queries.length > 0
        ? { queries }
        : {
            metricStat: {
              metric: metricOf({ ...declared, metricName: declared.metricName ?? "" }),
              periodSeconds,
              statistic: declared.statistic ?? declared.extendedStatistic ?? "Average",
            },
          },
    ...(lowSamplePercentiles !== undefined && { lowSamplePercentiles }),
  };
}

function compositeAlarm(declared: v.InferOutput<typeof DeclaredCompositeAlarm>): CompositeAlarm {
  return { kind: "composite", name: declared.alarmName, ...shared(declared), rule: declared.alarmRule };
}

type Basics = Pick<v.InferOutput<typeof DeclaredMetricAlarm>, keyof typeof basics>;

function shared({ arn, alarmDescription, actionsEnabled, ...actions }: Basics) {
  return {
    arn,
    ...(alarmDescription !== undefined && { description: alarmDescription }),
    actionsEnabled,
    actions: {
      ALARM: actions.alarmActions,
      OK: actions.okActions,
      INSUFFICIENT_DATA: actions.insufficientDataActions,
    },
  };
}

function query({
  id,
  label,
  returnData,
  expression,
  period,
  metric,
}: v.InferOutput<typeof Query>): MetricDataQuery {
  return {
    id,
    returnData,
    ...(label !== undefined && { label }),
    ...(expression !== undefined && { expression }),
    ...(period !== undefined && { periodSeconds: period }),
    ...(metric && {
      metricStat: { metric: metricOf(metric), periodSeconds: metric.period, statistic: metric.stat },
    }),
  };
}

function metricOf({ namespace, metricName, dimensions }: Metric): Metric {
  return { namespace, metricName, dimensions };
}
