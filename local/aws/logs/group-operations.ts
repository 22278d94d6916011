import * as v from "valibot";
import type { LogGroup, LogStream } from "../../telemetry/logs/log-group.ts";
import type { LogStore } from "../../telemetry/logs/log-store.ts";
import type { MetricFilters } from "../../telemetry/logs/metric-filters.ts";
import { operation } from "../protocols/operation-service.ts";
import { page } from "../protocols/pages.ts";
import { INVALID } from "./error-codes.ts";
import { existingLogGroup, logGroupArn, logGroupName } from "./log-group-name.ts";

const paging = {
  nextToken: v.optional(v.string()),
  limit: v.optional(v.pipe(v.number(), v.minValue(1)), 50),
};

const DescribeLogGroups = v.object({
  ...paging,
  logGroupNamePrefix: v.optional(v.string(), ""),
  logGroupNamePattern: v.optional(v.string(), ""),
});

const DescribeLogStreams = v.object({
  ...paging,
  logGroupName: v.optional(v.string()),
  logGroupIdentifier: v.optional(v.string()),
  logStreamNamePrefix: v.optional(v.string(), ""),
  orderBy: v.optional(v.picklist(["LogStreamName", "LastEventTime"]), "LogStreamName"),
  descending: v.optional(v.boolean(), false),
});

/** What there is: log groups and their streams. */
export function groupOperations(logs: LogStore, filters: MetricFilters) {
  return [
    [
      "DescribeLogGroups",
      operation(
        INVALID,
        DescribeLogGroups,
        ({ logGroupNamePrefix: prefix, logGroupNamePattern: pattern, nextToken, limit }, { region }) => {
          const matching = logs.groups.filter(
            ({ name }) => name.startsWith(prefix) && name.toLowerCase().includes(pattern.toLowerCase()),
          );
          const found = page(matching, nextToken, limit, INVALID);
          const filterCount = (name: string) =>
            filters.declared.filter(({ logGroup }) => logGroup === name).length;
          return {
            logGroups: found.items.map((group) => describedGroup(group, region, filterCount(group.name))),
            nextToken: found.nextToken,
          };
        },
        (_input, { region }) => logGroupArn(region, "*"),
      ),
    ],
    [
      "DescribeLogStreams",
      operation(
        INVALID,
        DescribeLogStreams,
        (input, { region }) => {
          const group = existingLogGroup(logs, input);
          const matching = group.streams.filter(({ name }) => name.startsWith(input.logStreamNamePrefix));
          const found = page(ordered(matching, input), input.nextToken, input.limit, INVALID);
          const arn = logGroupArn(region, group.name);
          return {
            logStreams: found.items.map((stream) => describedStream(stream, arn)),
            nextToken: found.nextToken,
          };
        },
        (input, { region }) => `${logGroupArn(region, logGroupName(input))}:log-stream:*`,
      ),
    ],
  ] as const;
}

function describedGroup(
  { name, createdAt, retentionDays, storedBytes }: LogGroup,
  region: string,
  filterCount: number,
) {
  const arn = logGroupArn(region, name);
  return {
    logGroupName: name,
    creationTime: createdAt,
    retentionInDays: retentionDays,
    metricFilterCount: filterCount,
    arn: `${arn}:*`,
    logGroupArn: arn,
    storedBytes,
    logGroupClass: "STANDARD",
  };
}

function ordered(
  streams: readonly LogStream[],
  { orderBy, descending }: v.InferOutput<typeof DescribeLogStreams>,
): LogStream[] {
  const sorted = streams.toSorted((a, b) =>
    orderBy === "LastEventTime" ? a.lastEventTime - b.lastEventTime : a.name < b.name ? -1 : 1,
  );
  return descending ? sorted.reverse() : sorted;
}

function describedStream({ name, firstEventTime, lastEventTime, storedBytes }: LogStream, groupArn: string) {
  return {
    logStreamName: name,
    creationTime: firstEventTime,
    firstEventTimestamp: firstEventTime,
    lastEventTimestamp: lastEventTime,
    lastIngestionTime: lastEventTime,
    arn: `${groupArn}:log-stream:${name}`,
    storedBytes,
  };
}
