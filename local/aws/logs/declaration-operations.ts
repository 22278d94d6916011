import * as v from "valibot";
import type { QueryDefinition } from "../../telemetry/logs/declared-logs.ts";
import type { MetricFilter, MetricFilters } from "../../telemetry/logs/metric-filters.ts";
import { operation } from "../protocols/operation-service.ts";
import { INVALID } from "./error-codes.ts";
import { logGroupArn } from "./log-group-name.ts";

const DescribeMetricFilters = v.object({
  logGroupName: v.optional(v.string()),
  filterNamePrefix: v.optional(v.string(), ""),
});

const DescribeQueryDefinitions = v.object({ queryDefinitionNamePrefix: v.optional(v.string(), "") });

/** What is declared about logs: metric filters and saved queries. */
export function declarationOperations(options: {
  readonly filters: MetricFilters;
  readonly queries: () => readonly QueryDefinition[];
}) {
  return [
    [
      "DescribeMetricFilters",
      operation(
        INVALID,
        DescribeMetricFilters,
        ({ logGroupName, filterNamePrefix }) => ({
          metricFilters: options.filters.declared
            .filter(({ logGroup }) => logGroupName === undefined || logGroup === logGroupName)
            .filter(({ name }) => name.startsWith(filterNamePrefix))
            .map(describedFilter),
        }),
        ({ logGroupName = "*" }, { region }) => logGroupArn(region, logGroupName),
      ),
    ],
    [
      "DescribeQueryDefinitions",
      operation(INVALID, DescribeQueryDefinitions, ({ queryDefinitionNamePrefix: prefix }) => ({
        queryDefinitions: options
          .queries()
          .filter(({ name }) => name.startsWith(prefix))
          .map(({ id, name, query, logGroups }) => ({
            queryDefinitionId: id,
            name,
            queryString: query,
            logGroupNames: logGroups,
          })),
      })),
    ],
  ] as const;
}

function describedFilter({ name, logGroup, pattern, metricName, namespace, ...made }: MetricFilter) {
  const { value, defaultValue, dimensions, unit } = made;
  return {
    filterName: name,
    logGroupName: logGroup,
    filterPattern: pattern,
    metricTransformations: [
      {
        metricName,
        metricNamespace: namespace,
        metricValue: value,
        defaultValue,
        unit,
        dimensions: Object.keys(dimensions).length > 0 ? dimensions : undefined,
      },
    ],
  };
}
