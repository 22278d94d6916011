import type { Page } from "playwright-core";

/**
 * Everything that a page must never do: log an error, break its content security policy, throw, fail to load something,
 * or ask another origin for anything.
 */
export class Complaints {
  readonly #found: string[] = [];
  #expected: RegExp | undefined;

  constructor(page: Page, origin: string) {
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") this.#add(`console: ${message.text()}`);
    });
    page.on("pageerror", (error) => this.#add(`thrown: ${error.message}`));
    page.on("requestfailed", (request) => {
      const why = request.failure()?.errorText ?? "";
      // Leaving a view ends what it was still asking for.
      if (why !== "net::ERR_ABORTED") this.#add(`failed: ${request.url()} ${why}`);
    });
    page.on("response", (response) => {
      if (response.status() >= 400) this.#add(`status ${response.status()}: ${response.url()}`);
    });
    page.on("request", (request) => {
      if (new URL(request.url()).origin !== origin) this.#add(`foreign: ${request.url()}`);
    });
  }

  /** Those that no test has asked for. */
  get list(): readonly string[] {
    return this.#found.filter((text) => !this.#expected?.test(text));
  }

  /** What this test brings about. */
  expect(pattern: RegExp): void {
    this.#expected = pattern;
  }

  #add(text: string): void {
    this.#found.push(text);
  }
}
