import { createWriteStream, mkdirSync, renameSync, statSync, type WriteStream } from "node:fs";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import type { EventStream } from "../events.ts";

/** A log file is set aside as `.1` when it passes this size, so that the folder stays bounded. */
const LIMIT_BYTES = 16_000_000;

interface OpenFile {
  readonly path: string;
  readonly stream: WriteStream;
  bytes: number;
}

/** Writes every log line, access logs included, to one file a log group, in the order of arrival. */
export class LogFiles {
  readonly directory: string;
  readonly #open = new Map<string, OpenFile>();
  readonly #subscriptions: readonly (() => void)[];

  constructor(directory: string, events: EventStream) {
    this.directory = directory;
    mkdirSync(directory, { recursive: true });
    this.#subscriptions = [
      events.subscribe("log", ({ logGroup, time, message }) => this.#write(logGroup, time, message)),
      events.subscribe("request", ({ accessLog, time }) => {
        if (accessLog !== undefined) this.#write(accessLog.logGroup, time, accessLog.line);
      }),
    ];
  }

  async stop(): Promise<void> {
    for (const unsubscribe of this.#subscriptions) unsubscribe();
    await Promise.all(
      [...this.#open.values()].map(({ stream }) => finished(stream.end()).catch(() => undefined)),
    );
  }

  #write(logGroup: string, time: number, message: string): void {
    const line = `${new Date(time).toISOString()} ${message.trimEnd()}\n`;
    let file = this.#open.get(logGroup);
    if (file !== undefined && file.bytes > LIMIT_BYTES) {
      file.stream.end();
      renameSync(file.path, `${file.path}.1`);
      file = undefined;
    }
    file ??= this.#openFile(logGroup);
    file.bytes += Buffer.byteLength(line);
    file.stream.write(line);
  }

  #openFile(logGroup: string): OpenFile {
    const path = join(this.directory, `${logGroup.replace(/^\/+/, "").replaceAll("/", ".")}.log`);
    const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    const stream = createWriteStream(path, { flags: "a" });
    stream.on("error", (error) => process.emitWarning(`${path} can't be written: ${error.message}`));
    const file = { path, stream, bytes };
    this.#open.set(logGroup, file);
    return file;
  }
}
