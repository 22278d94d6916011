import { type Resource, type Rule, resourceRule, stackRule } from "../rule.ts";
import { isAbsent, listOf, mayBe, ofType, physicalName, propertyOf, recordOf, UNKNOWN } from "../values.ts";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

/** What every function is watched for. */
const WATCHED = ["Errors", "Throttles", "Duration"];

export const alarmRules: readonly Rule[] = [
  stackRule({
    id: "function-alarms",
    sentence: `Every function has alarms for ${WATCHED.join(", ")}.`,
    source: "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html",
    problems(resources) {
      const watched = ofType(resources, ALARM).flatMap(metricsOf);
      return ofType(resources, "aws:lambda/function:Function").flatMap((fn) =>
        WATCHED.filter(
          (metric) => !watched.some((each) => isOf(each, metric, physicalName(fn) ?? UNKNOWN)),
        ).map((metric) => ({
          resource: fn,
          what: `has no alarm for ${metric}. Declare one with the dimension FunctionName.`,
        })),
      );
    },
  }),
  resourceRule({
    id: "alarm-says-what",
    sentence: "An alarm says what it means, and what a time without data means.",
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html",
    types: [ALARM],
    problems: ({ inputs }) => [
      ...(isAbsent(inputs.alarmDescription)
        ? ["has no description for whoever it calls. Set alarmDescription."]
        : []),
      ...(isAbsent(inputs.treatMissingData) ? ["is silent on missing data. Set treatMissingData."] : []),
    ],
  }),
];

type Metric = Readonly<Record<string, unknown>>;

/** The metrics that an alarm watches, alone or in an expression. */
function metricsOf({ inputs }: Resource): Metric[] {
  const { namespace, metricName, dimensions } = inputs;
  const inQueries = listOf(inputs.metricQueries).map((query) => recordOf(recordOf(query).metric));
  return [{ namespace, metricName, dimensions }, ...inQueries];
}

function isOf({ namespace, metricName, dimensions }: Metric, metric: string, functionName: unknown): boolean {
  const isFunction = mayBe(propertyOf(dimensions, "FunctionName"), functionName);
  return namespace === "AWS/Lambda" && metricName === metric && isFunction;
}
