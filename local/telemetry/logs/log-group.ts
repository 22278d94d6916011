import type { LogEvent } from "../../events.ts";

/** One log event as it is kept. */
export interface StoredLogEvent {
  /** Ascending in the order of arrival, over all groups. */
  readonly sequence: number;
  readonly event: LogEvent;
}

/** What is known of a log stream, also after its events are gone. */
export interface LogStream {
  readonly name: string;
  readonly firstEventTime: number;
  lastEventTime: number;
  storedBytes: number;
}

/** How much of one group is kept in memory: about ten minutes of a busy function. */
export interface LogGroupLimits {
  readonly maxEvents: number;
  readonly maxBytes: number;
  readonly maxStreams: number;
}

/** The events of one log group, in order of arrival; the oldest make room for new ones. */
export class LogGroup {
  readonly name: string;
  readonly createdAt: number;
  /** Days; absent for ever. */
  retentionDays: number | undefined;
  arn = "";
  readonly #limits: LogGroupLimits;
  readonly #streams = new Map<string, LogStream>();
  /** What is before `#first` has been dropped. */
  #events: (LogEvent | undefined)[] = [];
  /** Of the events: apart, since one more object for each is felt in the garbage collector. */
  #sequences: number[] = [];
  #first = 0;
  #bytes = 0;

  constructor(name: string, createdAt: number, limits: LogGroupLimits) {
    this.name = name;
    this.createdAt = createdAt;
    this.#limits = limits;
  }

  get storedBytes(): number {
    return this.#bytes;
  }

  get streams(): readonly LogStream[] {
    return [...this.#streams.values()];
  }

  append({ sequence, event }: StoredLogEvent): void {
    this.#events.push(event);
    this.#sequences.push(sequence);
    this.#bytes += event.message.length;
    this.#note(event);
    while (this.#size > this.#limits.maxEvents || this.#bytes > this.#limits.maxBytes) this.#drop();
  }

  /** Drops what is older than the group's retention. @param now milliseconds since the epoch */
  expire(now: number): void {
    if (this.retentionDays === undefined) return;
    const oldest = now - this.retentionDays * 86_400_000;
    while (this.#size > 0 && (this.#events[this.#first]?.time ?? now) < oldest) this.#drop();
  }

  /** In order of arrival. */
  *events(afterSequence = -1): Generator<StoredLogEvent> {
    for (let index = this.#indexAfter(afterSequence); index < this.#events.length; index += 1) {
      const event = this.#events[index];
      const sequence = this.#sequences[index];
      if (event && sequence !== undefined) yield { sequence, event };
    }
  }

  get #size(): number {
    return this.#events.length - this.#first;
  }

  #indexAfter(sequence: number): number {
    let low = this.#first;
    let high = this.#events.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#sequences[middle] ?? 0) <= sequence) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #drop(): void {
    this.#bytes -= this.#events[this.#first]?.message.length ?? 0;
    this.#events[this.#first] = undefined;
    this.#first += 1;
    // Shifting for each event would move the whole array; this moves it once for as many events as are kept.
    if (this.#first > this.#limits.maxEvents) {
      this.#events = this.#events.slice(this.#first);
      this.#sequences = this.#sequences.slice(this.#first);
      this.#first = 0;
    }
  }

  #note({ logStream, time, message }: LogEvent): void {
    const stream = this.#streams.get(logStream);
    if (stream) {
      stream.lastEventTime = Math.max(stream.lastEventTime, time);
      stream.storedBytes += message.length;
      return;
    }
    this.#streams.set(logStream, {
      name: logStream,
      firstEventTime: time,
      lastEventTime: time,
      storedBytes: message.length,
    });
    const [oldest] = this.#streams.keys();
    if (this.#streams.size > this.#limits.maxStreams && oldest !== undefined) this.#streams.delete(oldest);
  }
}
