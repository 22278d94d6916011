/** What the console can't do for a page, with the status that says whose fault it is. */
export class ConsoleError extends Error {
  override readonly name = "ConsoleError";
  readonly status: 400 | 404 | 409 | 413 | 502;

  constructor(status: ConsoleError["status"], message: string) {
    super(message);
    this.status = status;
  }
}
