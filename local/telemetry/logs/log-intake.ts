import type { EventStream, LogEvent, RequestEvent } from "../../events.ts";
import { LogLine } from "./log-line.ts";

/** One event of CloudWatch Logs, and the same line to be looked into. */
type Taker = (event: LogEvent, line: LogLine) => void;

/**
 * Every line that CloudWatch Logs would get: what functions and the platform print, and the access log lines of API
 * stages. All who take a line get the same one, so that it is parsed once.
 */
export class LogIntake {
  readonly #events: EventStream;
  /** The one that is being published: it reaches all its takers before the next one is. */
  #published: LogEvent | RequestEvent | undefined;
  #log: LogEvent | undefined;
  #line = new LogLine("");

  constructor(events: EventStream) {
    this.#events = events;
  }

  /** @returns a function that ends it */
  subscribe(take: Taker): () => void {
    const takePublished = (event: LogEvent | RequestEvent) => {
      if (event !== this.#published) this.#read(event);
      if (this.#log) take(this.#log, this.#line);
    };
    const ends = [
      this.#events.subscribe("log", takePublished),
      this.#events.subscribe("request", takePublished),
    ];
    return () => {
      for (const end of ends) end();
    };
  }

  #read(event: LogEvent | RequestEvent): void {
    this.#published = event;
    this.#log = event.type === "log" ? event : accessLogEvent(event);
    if (this.#log) this.#line = new LogLine(this.#log.message);
  }
}

function accessLogEvent({ accessLog, time, apiId, stage }: RequestEvent): LogEvent | undefined {
  if (!accessLog) return undefined;
  const { logGroup, line: message } = accessLog;
  return { type: "log", time, logGroup, logStream: `${apiId}/${stage}`, message };
}
