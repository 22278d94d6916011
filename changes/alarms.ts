import type { DeclaredResource } from "../local/program/declared.ts";
import { listOf, ofType, physicalName, recordOf, textOf } from "../rules/values.ts";
import { functionLabel } from "./labels.ts";

/** An alarm, in what it takes to fire. */
export interface Alarm {
  readonly name: string;
  /** Metrics with whose they are: `AWS/Lambda Errors of orders`. */
  readonly watches: readonly string[];
  /** When it fires: `> 5 in 3 of 5 periods of 60 s`. */
  readonly when: string;
}

const SIGN: Readonly<Record<string, string>> = {
  GreaterThanThreshold: ">",
  GreaterThanOrEqualToThreshold: "≥",
  LessThanThreshold: "<",
  LessThanOrEqualToThreshold: "≤",
};

export function alarmsOf(resources: readonly DeclaredResource[]): Alarm[] {
  return ofType(resources, "aws:cloudwatch/metricAlarm:MetricAlarm").map(({ name, inputs }) => ({
    name,
    watches: metricsOf(inputs).map((metric) => watched(metric, resources)),
    when: condition(inputs),
  }));
}

/** Functions of which no alarm watches anything, by logical name. */
export function unwatched(resources: readonly DeclaredResource[]): string[] {
  const alarms = ofType(resources, "aws:cloudwatch/metricAlarm:MetricAlarm");
  const names = alarms.flatMap(({ inputs }) =>
    metricsOf(inputs).map(({ dimensions }) => recordOf(dimensions).FunctionName),
  );
  return resources
    .filter(({ type }) => type === "aws:lambda/function:Function")
    .filter((fn) => !names.includes(physicalName(fn)))
    .map(({ name }) => name);
}

type Properties = Readonly<Record<string, unknown>>;

function metricsOf(inputs: Properties): Properties[] {
  const inQueries = listOf(inputs.metricQueries).map((query) => recordOf(recordOf(query).metric));
  return [inputs, ...inQueries].filter(({ metricName }) => metricName !== undefined);
}

function watched(
  { namespace, metricName, dimensions }: Properties,
  resources: readonly DeclaredResource[],
): string {
  const { FunctionName, ...others } = recordOf(dimensions);
  const owner = textOf(FunctionName);
  const rest = Object.values(others).map((value) => ownerOf(String(value), resources));
  const whose = [...(owner === undefined ? [] : [functionLabel(resources, owner)]), ...rest];
  return `${namespace} ${metricName} of ${whose.join(" ")}`;
}

/** Ids are as good as random to people. */
function ownerOf(id: string, resources: readonly DeclaredResource[]): string {
  const named = resources.find((resource) => resource.id === id || physicalName(resource) === id);
  return named?.name ?? id;
}

function condition(inputs: Properties): string {
  const { threshold, comparisonOperator, datapointsToAlarm, evaluationPeriods, period } = inputs;
  const expressions = listOf(inputs.metricQueries).flatMap(
    (query) => textOf(recordOf(query).expression) ?? [],
  );
  const statistic = textOf(inputs.statistic) ?? textOf(inputs.extendedStatistic);
  const what = statistic ?? (expressions.join("; ") || "value");
  const sign = SIGN[String(comparisonOperator)] ?? String(comparisonOperator);
  const periods = `${datapointsToAlarm ?? evaluationPeriods} of ${evaluationPeriods} periods`;
  return `${what} ${sign} ${threshold} in ${periods}${period === undefined ? "" : ` of ${period} s`}`;
}
