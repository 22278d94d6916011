import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { EventStream } from "../events.ts";
import { LogFile } from "./log-file.ts";

/** How far the files may be behind, in milliseconds: lines that come meanwhile share one write. */
const GATHER_MS = 100;

/**
 * Writes every log line, access logs included, to one file a log group, in the order of arrival. Files are at most some
 * 100 ms behind, and complete after {@link stop}; a local cloud that is killed takes what has gathered with it.
 */
export class LogFiles {
  readonly directory: string;
  readonly #files = new Map<string, LogFile>();
  readonly #subscriptions: readonly (() => void)[];
  #writing: NodeJS.Timeout | undefined;
  /** Of the last line: most lines come in the same millisecond as the one before. */
  #time = Number.NaN;
  #isoTime = "";

  constructor(directory: string, events: EventStream) {
    this.directory = directory;
    mkdirSync(directory, { recursive: true });
    this.#subscriptions = [
      events.subscribe("log", ({ logGroup, time, message }) => this.#add(logGroup, time, message)),
      events.subscribe("request", ({ accessLog, time }) => {
        if (accessLog !== undefined) this.#add(accessLog.logGroup, time, accessLog.line);
      }),
    ];
  }

  async stop(): Promise<void> {
    for (const unsubscribe of this.#subscriptions) unsubscribe();
    clearTimeout(this.#writing);
    await Promise.all([...this.#files.values()].map((file) => file.close()));
  }

  #add(logGroup: string, time: number, message: string): void {
    if (time !== this.#time) {
      this.#time = time;
      this.#isoTime = new Date(time).toISOString();
    }
    this.#file(logGroup).add(`${this.#isoTime} ${message.trimEnd()}\n`);
    this.#writing ??= setTimeout(() => this.#write(), GATHER_MS);
  }

  #write(): void {
    this.#writing = undefined;
    for (const file of this.#files.values()) file.write();
  }

  #file(logGroup: string): LogFile {
    const known = this.#files.get(logGroup);
    if (known) return known;
    const name = `${logGroup.replace(/^\/+/, "").replaceAll("/", ".")}.log`;
    const file = new LogFile(join(this.directory, name));
    this.#files.set(logGroup, file);
    return file;
  }
}
