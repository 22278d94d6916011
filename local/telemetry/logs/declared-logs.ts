import * as v from "valibot";
import type { DeclaredReader } from "../declared-properties.ts";
import { strings } from "../declared-properties.ts";
import type { DeclaredLogGroup } from "./log-store.ts";
import type { MetricFilter } from "./metric-filters.ts";

export const logGroupType = "aws:cloudwatch/logGroup:LogGroup";
export const metricFilterType = "aws:cloudwatch/logMetricFilter:LogMetricFilter";
export const queryDefinitionType = "aws:cloudwatch/queryDefinition:QueryDefinition";

/** A saved query of Logs Insights. */
export interface QueryDefinition {
  readonly id: string;
  readonly name: string;
  readonly query: string;
  readonly logGroups: readonly string[];
}

const LogGroup = v.object({
  name: v.string(),
  arn: v.string(),
  /** 0 keeps for ever. */
  retentionInDays: v.optional(v.number(), 0),
});

/** A number may be written as a text. */
const number = v.pipe(v.union([v.number(), v.string()]), v.transform(Number), v.number());

/** https://www.pulumi.com/registry/packages/aws/api-docs/cloudwatch/logmetricfilter/ */
const LogMetricFilter = v.object({
  name: v.string(),
  logGroupName: v.string(),
  pattern: v.optional(v.string(), ""),
  metricTransformation: v.object({
    name: v.string(),
    namespace: v.string(),
    value: v.string(),
    unit: v.optional(v.string()),
    defaultValue: v.optional(number),
    dimensions: v.optional(v.record(v.string(), v.string()), {}),
  }),
});

const DeclaredQuery = v.object({
  id: v.string(),
  name: v.string(),
  queryString: v.string(),
  logGroupNames: strings,
});

export function declaredLogGroups(reader: DeclaredReader): DeclaredLogGroup[] {
  return reader.read(logGroupType, LogGroup).map(({ name, arn, retentionInDays: days }) => ({
    name,
    arn,
    retentionDays: days === 0 ? undefined : days,
  }));
}

export function declaredMetricFilters(reader: DeclaredReader): MetricFilter[] {
  return reader
    .read(metricFilterType, LogMetricFilter)
    .map(({ name, logGroupName: logGroup, pattern, metricTransformation: made }) => ({
      name,
      logGroup,
      pattern,
      namespace: made.namespace,
      metricName: made.name,
      value: made.value,
      dimensions: made.dimensions,
      ...(made.unit !== undefined && { unit: made.unit }),
      ...(made.defaultValue !== undefined && { defaultValue: made.defaultValue }),
    }));
}

export function declaredQueries(reader: DeclaredReader): QueryDefinition[] {
  return reader
    .read(queryDefinitionType, DeclaredQuery)
    .map(({ id, name, queryString: query, logGroupNames: logGroups }) => ({ id, name, query, logGroups }));
}
