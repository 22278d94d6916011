import * as v from "valibot";
import { FilterPatternError } from "../../telemetry/logs/filter-pattern.ts";
import type { StoredLogEvent } from "../../telemetry/logs/log-group.ts";
import type { LogQuery, LogStore } from "../../telemetry/logs/log-store.ts";
import { AwsError } from "../aws-error.ts";
import { operation } from "../protocols/operation-service.ts";
import { INVALID } from "./error-codes.ts";
import { existingLogGroup, logGroupArn, logGroupName } from "./log-group-name.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
const MAX_EVENTS = 10_000;

const named = { logGroupName: v.optional(v.string()), logGroupIdentifier: v.optional(v.string()) };
const range = {
  startTime: v.optional(v.number()),
  endTime: v.optional(v.number()),
  limit: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(MAX_EVENTS)), MAX_EVENTS),
  nextToken: v.optional(v.string()),
};

const FilterLogEvents = v.object({
  ...named,
  ...range,
  logStreamNames: v.optional(v.array(v.string())),
  logStreamNamePrefix: v.optional(v.string()),
  filterPattern: v.optional(v.string()),
});

const GetLogEvents = v.object({
  ...named,
  ...range,
  logStreamName: v.string(),
  startFromHead: v.optional(v.boolean(), false),
});

/** The log events of a group or of one of its streams. */
export function eventOperations(logs: LogStore) {
  return [
    [
      "FilterLogEvents",
      operation(
        INVALID,
        FilterLogEvents,
        (input) => filterLogEvents(logs, input),
        (input, { region }) => `${logGroupArn(region, logGroupName(input))}:log-stream:*`,
      ),
    ],
    [
      "GetLogEvents",
      operation(
        INVALID,
        GetLogEvents,
        (input) => getLogEvents(logs, input),
        (input, { region }) =>
          `${logGroupArn(region, logGroupName(input))}:log-stream:${input.logStreamName}`,
      ),
    ],
  ] as const;
}

function filterLogEvents(logs: LogStore, input: v.InferOutput<typeof FilterLogEvents>): object {
  const { name } = existingLogGroup(logs, input);
  const { logStreamNames: streams, logStreamNamePrefix: streamPrefix, filterPattern: pattern, limit } = input;
  const found = query(logs, {
    groups: [name],
    ...times(input),
    ...(streams && { streams }),
    ...(streamPrefix !== undefined && { streamPrefix }),
    ...(pattern !== undefined && { pattern }),
    ...(input.nextToken !== undefined && { afterSequence: sequenceOf(input.nextToken) }),
    limit: limit + 1,
  });
  const events = found.slice(0, limit);
  return {
    events: events.map(({ event, sequence }) => ({
      logStreamName: event.logStream,
      timestamp: event.time,
      message: event.message,
      ingestionTime: event.time,
      eventId: String(sequence).padStart(56, "0"),
    })),
    searchedLogStreams: [],
    nextToken: found.length > limit ? `f/${events.at(-1)?.sequence}` : undefined,
  };
}

/** Pages lead forwards and backwards from where one is; at an end, the token stays the same. */
function getLogEvents(logs: LogStore, input: v.InferOutput<typeof GetLogEvents>): object {
  const group = existingLogGroup(logs, input);
  if (!group.streams.some(({ name }) => name === input.logStreamName)) {
    throw new AwsError("ResourceNotFoundException", 400, "The specified log stream does not exist.");
  }
  const { nextToken, limit } = input;
  const all = query(logs, {
    groups: [group.name],
    streams: [input.logStreamName],
    ...times(input),
    limit: Number.POSITIVE_INFINITY,
  });
  const position = nextToken === undefined ? undefined : sequenceOf(nextToken);
  const backwards = nextToken === undefined ? !input.startFromHead : nextToken.startsWith("b/");
  const eligible = all.filter(
    ({ sequence }) => position === undefined || (backwards ? sequence < position : sequence > position),
  );
  const events = backwards ? eligible.slice(-limit) : eligible.slice(0, limit);
  const end = position ?? 0;
  return {
    events: events.map(({ event }) => ({
      timestamp: event.time,
      message: event.message,
      ingestionTime: event.time,
    })),
    nextForwardToken: `f/${events.at(-1)?.sequence ?? end}`,
    nextBackwardToken: `b/${events[0]?.sequence ?? end}`,
  };
}

/** Both ends belong to the range. */
function times({
  startTime,
  endTime,
}: {
  startTime?: number | undefined;
  endTime?: number | undefined;
}): LogQuery {
  return {
    ...(startTime !== undefined && { from: startTime }),
    ...(endTime !== undefined && { to: endTime + 1 }),
  };
}

function query(logs: LogStore, asked: LogQuery): StoredLogEvent[] {
  try {
    return logs.query(asked);
  } catch (error) {
    if (error instanceof FilterPatternError) throw new AwsError(INVALID, 400, error.message);
    throw error;
  }
}

function sequenceOf(token: string): number {
  const [, digits] = /^[fb]\/(\d+)$/.exec(token) ?? [];
  if (digits !== undefined) return Number(digits);
  throw new AwsError(INVALID, 400, "The specified nextToken is invalid.");
}
