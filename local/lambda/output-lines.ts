import { StringDecoder } from "node:string_decoder";

/**
 * Cuts a process's output into log events: one a line, except that a newline after NUL continues its event, by which
 * our runtime keeps a `console` call of many lines together.
 */
export class OutputLines {
  readonly #decoder = new StringDecoder("utf8");
  readonly #onLine: (line: string) => void;
  #rest = "";

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  write(chunk: Buffer): void {
    this.#take(this.#decoder.write(chunk));
  }

  /** Delivers a last line that has no newline. */
  end(): void {
    this.#take(this.#decoder.end());
    if (this.#rest !== "") this.#deliver(this.#rest);
    this.#rest = "";
  }

  #take(text: string): void {
    let start = 0;
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) {
      const before = at > 0 ? text[at - 1] : this.#rest.at(-1);
      if (before === "\0") continue;
      this.#deliver(this.#rest + text.slice(start, at));
      this.#rest = "";
      start = at + 1;
    }
    this.#rest += text.slice(start);
  }

  #deliver(line: string): void {
    if (line !== "") this.#onLine(line.replaceAll("\0\n", "\n"));
  }
}
