/** One log message, parsed at most once however many filters look at it, and only when one asks. */
export class LogLine {
  readonly message: string;
  #json: unknown;
  #parsed = false;

  constructor(message: string) {
    this.message = message;
  }

  /** The JSON object that the message is; undefined for anything else. */
  get json(): unknown {
    if (!this.#parsed) {
      this.#parsed = true;
      this.#json = objectIn(this.message);
    }
    return this.#json;
  }
}

function objectIn(message: string): unknown {
  if (!message.startsWith("{")) return undefined;
  try {
    return JSON.parse(message);
  } catch {
    return undefined;
  }
}
