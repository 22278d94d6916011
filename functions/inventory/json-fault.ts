/** Why a text is no JSON, in the words of Python's `json` module. */
export interface JsonFault {
  readonly message: string;
  /** In code points from the start of the text, as Python counts. */
  readonly offset: number;
}

/**
 * Where and why Python 3.10 would stop reading a text that `JSON.parse` has refused. FastAPI passes both on to its
 * clients; V8's words are others, and for most faults they name no position.
 * https://docs.python.org/3.10/library/json.html#json.JSONDecodeError
 *
 * @returns undefined for a text that is JSON
 */
export function jsonFault(text: string): JsonFault | undefined {
  try {
    new Reader(text).read();
    return undefined;
  } catch (fault) {
    if (!(fault instanceof Stop)) throw fault;
    return { message: fault.message, offset: Array.from(text.slice(0, fault.at)).length };
  }
}

/** The reader can't go on. `at` counts UTF-16 units. */
class Stop extends Error {
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

type Closer = "]" | "}";

const SPACE = /[ \t\n\r]*/y;
const SCALAR = /null|true|false|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const ESCAPE = /\\["\\/bfnrt]/y;
const UNICODE_ESCAPE = /\\u[\da-fA-F]{4}/y;

/** Follows a text without making anything of it, and without recursion: it stands any nesting. */
class Reader {
  readonly #text: string;
  #at = 0;
  /** What must still be closed, innermost last. */
  readonly #open: Closer[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  read(): void {
    let wantsValue = true;
    while (wantsValue || this.#open.length > 0) {
      this.#skip(SPACE);
      wantsValue = wantsValue ? this.#value() : this.#afterValue();
    }
    this.#skip(SPACE);
    if (this.#at < this.#text.length) this.#stop("Extra data");
  }

  /** @returns whether a value is due next, for this one was the beginning of a list or an object */
  #value(): boolean {
    const char = this.#text[this.#at];
    if (char === "[") return this.#enter("]");
    if (char === "{") return this.#enter("}");
    if (char === '"') this.#string();
    else if (!this.#skip(SCALAR)) this.#stop("Expecting value");
    return false;
  }

  #enter(closer: Closer): boolean {
    this.#at += 1;
    this.#skip(SPACE);
    if (this.#text[this.#at] === closer) {
      this.#at += 1;
      return false;
    }
    this.#open.push(closer);
    if (closer === "}") this.#key();
    return true;
  }

  #afterValue(): boolean {
    const closer = this.#open.at(-1);
    const char = this.#text[this.#at];
    if (char !== closer && char !== ",") this.#stop("Expecting ',' delimiter");
    this.#at += 1;
    if (char === closer) {
      this.#open.pop();
      return false;
    }
    this.#skip(SPACE);
    if (closer === "}") this.#key();
    return true;
  }

  #key(): void {
    if (this.#text[this.#at] !== '"') this.#stop("Expecting property name enclosed in double quotes");
    this.#string();
    this.#skip(SPACE);
    if (this.#text[this.#at] !== ":") this.#stop("Expecting ':' delimiter");
    this.#at += 1;
  }

  #string(): void {
    const start = this.#at;
    this.#at += 1;
    for (;;) {
      const char = this.#text[this.#at];
      if (char === undefined) this.#stop("Unterminated string starting at", start);
      else if (char < " ") this.#stop("Invalid control character at");
      else if (char === "\\") this.#escape(start);
      else this.#at += 1;
      if (char === '"') return;
    }
  }

  #escape(start: number): void {
    const char = this.#text[this.#at + 1];
    if (char === undefined) this.#stop("Unterminated string starting at", start);
    if (char !== "u") {
      if (!this.#skip(ESCAPE)) this.#stop("Invalid \\escape");
      return;
    }
    const letter = this.#at + 1;
    const isWhole = this.#skip(UNICODE_ESCAPE);
    // Python wants something to follow the digits, be it the closing quote.
    if (!isWhole || this.#at === this.#text.length) this.#stop("Invalid \\uXXXX escape", letter);
  }

  /** @returns whether there was anything to skip */
  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    const { length } = pattern.exec(this.#text)?.[0] ?? "";
    this.#at += length;
    return length > 0;
  }

  #stop(message: string, at = this.#at): never {
    throw new Stop(message, at);
  }
}
