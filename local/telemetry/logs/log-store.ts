import type { Clock } from "../clock.ts";
import { filterPattern } from "./filter-pattern.ts";
import { LogGroup, type LogGroupLimits, type StoredLogEvent } from "./log-group.ts";
import type { LogIntake } from "./log-intake.ts";
import { LogLine } from "./log-line.ts";

/** What to look for in the logs. */
export interface LogQuery {
  /** Names; default all. */
  readonly groups?: readonly string[];
  /** Names; default all. */
  readonly streams?: readonly string[];
  readonly streamPrefix?: string;
  /** Milliseconds since the epoch, included. */
  readonly from?: number;
  /** Excluded. */
  readonly to?: number;
  /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html */
  readonly pattern?: string;
  readonly requestId?: string;
  readonly functionName?: string;
  /** Takes up where an earlier answer ended. */
  readonly afterSequence?: number;
  /** Default: 10,000. */
  readonly limit?: number;
}

/** A log group as the program declares it. */
export interface DeclaredLogGroup {
  readonly name: string;
  readonly arn: string;
  readonly retentionDays: number | undefined;
}

const LIMITS: LogGroupLimits = { maxEvents: 20_000, maxBytes: 16_000_000, maxStreams: 2_000 };
const EXPIRY_MS = 60_000;
const DEFAULT_LIMIT = 10_000;

/** Every log event of the local cloud, in bounded memory. What is older is in the files. */
export class LogStore {
  readonly #groups = new Map<string, LogGroup>();
  readonly #clock: Clock;
  readonly #limits: LogGroupLimits;
  readonly #ends: readonly (() => void)[];
  #sequence = 0;

  constructor(intake: LogIntake, clock: Clock, limits: LogGroupLimits = LIMITS) {
    this.#clock = clock;
    this.#limits = limits;
    this.#ends = [
      intake.subscribe((event) => {
        this.#sequence += 1;
        this.#groupNamed(event.logGroup).append({ sequence: this.#sequence, event });
      }),
      clock.every(EXPIRY_MS, () => {
        for (const group of this.#groups.values()) group.expire(clock.now());
      }),
    ];
  }

  stop(): void {
    for (const end of this.#ends) end();
  }

  /** Groups that exist by declaration; those that have events but are not declared stay. */
  declare(groups: readonly DeclaredLogGroup[]): void {
    for (const { name, arn, retentionDays } of groups) {
      const group = this.#groupNamed(name);
      group.arn = arn;
      group.retentionDays = retentionDays;
    }
  }

  /** By name. */
  get groups(): readonly LogGroup[] {
    return [...this.#groups.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  group(name: string): LogGroup | undefined {
    return this.#groups.get(name);
  }

  /**
   * In order of arrival.
   * @throws FilterPatternError for a pattern that can't be read or is not supported
   */
  query(query: LogQuery): StoredLogEvent[] {
    const { groups, afterSequence, limit = DEFAULT_LIMIT } = query;
    const matches = condition(query);
    const found: StoredLogEvent[] = [];
    for (const group of this.#groups.values()) {
      if (groups && !groups.includes(group.name)) continue;
      let left = limit;
      for (const stored of group.events(afterSequence)) {
        if (!matches(stored)) continue;
        found.push(stored);
        left -= 1;
        if (left === 0) break;
      }
    }
    return found.sort((a, b) => a.sequence - b.sequence).slice(0, limit);
  }

  #groupNamed(name: string): LogGroup {
    const existing = this.#groups.get(name);
    if (existing) return existing;
    const group = new LogGroup(name, this.#clock.now(), this.#limits);
    this.#groups.set(name, group);
    return group;
  }
}

function condition(query: LogQuery): (stored: StoredLogEvent) => boolean {
  const { streams, streamPrefix = "", from = 0, to = Number.POSITIVE_INFINITY } = query;
  const { pattern, requestId, functionName } = query;
  const matchesPattern = pattern === undefined ? () => true : filterPattern(pattern);
  return ({ event }) =>
    event.time >= from &&
    event.time < to &&
    (requestId === undefined || event.requestId === requestId) &&
    (functionName === undefined || event.functionName === functionName) &&
    (streams === undefined || streams.includes(event.logStream)) &&
    event.logStream.startsWith(streamPrefix) &&
    matchesPattern(new LogLine(event.message));
}
