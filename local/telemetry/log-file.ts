import { createWriteStream, renameSync, statSync, type WriteStream } from "node:fs";
import { finished } from "node:stream/promises";

/** It is set aside as `.1` when it passes this size, so that the folder stays bounded. */
const LIMIT_BYTES = 16_000_000;
/** Characters that may wait for {@link LogFile.write}; with more, they are written at once. */
const GATHER_LIMIT = 256 * 1024;

/** One log file: gathers lines, since one write a line costs more than all else about it, and writes them in order. */
export class LogFile {
  readonly #path: string;
  #stream: WriteStream;
  #bytes: number;
  #gathered = "";
  /** Resolves when what was set aside is whole. */
  #setAside: Promise<unknown> = Promise.resolve();

  /** Goes on where an earlier file ended. */
  constructor(path: string) {
    this.#path = path;
    this.#bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    this.#stream = opened(path);
  }

  /** @param line with its newline */
  add(line: string): void {
    this.#gathered += line;
    if (this.#gathered.length > GATHER_LIMIT) this.write();
  }

  /** Writes what has gathered. */
  write(): void {
    if (this.#gathered === "") return;
    if (this.#bytes > LIMIT_BYTES) this.#rotate();
    const bytes = Buffer.from(this.#gathered);
    this.#gathered = "";
    this.#bytes += bytes.length;
    this.#stream.write(bytes);
  }

  /** Resolves when everything is in the file, or can't be. */
  async close(): Promise<void> {
    this.write();
    await Promise.all([this.#setAside, ended(this.#stream)]);
  }

  #rotate(): void {
    this.#setAside = Promise.all([this.#setAside, ended(this.#stream)]);
    renameSync(this.#path, `${this.#path}.1`);
    this.#stream = opened(this.#path);
    this.#bytes = 0;
  }
}

function opened(path: string): WriteStream {
  const stream = createWriteStream(path, { flags: "a" });
  stream.on("error", (error) => process.emitWarning(`${path} can't be written: ${error.message}`));
  return stream;
}

/** What could not be written has been told by then. */
function ended(stream: WriteStream): Promise<void> {
  return finished(stream.end()).catch(() => undefined);
}
