import { expect } from "chai";

/** One request, as a client sends it. */
export interface ApiRequest {
  readonly method: string;
  /** Path with its query string. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text and bytes are sent as they are, anything else as JSON. */
  readonly body?: unknown;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed when it is JSON, else the text; undefined when there is none. */
  readonly body: unknown;
}

export type Send = (request: ApiRequest) => Promise<ApiAnswer>;

/** A request, or one that is made of the answers to those before it: of an id, or of a token. */
export type ApiStep = ApiRequest | ((answers: readonly ApiAnswer[]) => ApiRequest);

/** One row of a contract: runs against a handler directly, and over HTTP against the local cloud. */
export interface ApiCase {
  readonly name: string;
  /** Requests that bring about the state that the row needs. */
  readonly before?: readonly ApiStep[];
  readonly request: ApiStep;
  readonly status: number;
  /** The exact body; or a function that checks it and gets the answers before it too. Not looked at when absent. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Declares one mocha test for each row. */
export function itAnswers(cases: readonly ApiCase[], send: Send): void {
  for (const row of cases) {
    it(row.name, async () => {
      const before: ApiAnswer[] = [];
      for (const step of row.before ?? []) before.push(await send(requestOf(step, before)));
      const answer = await send(requestOf(row.request, before));
      expect(answer.status, JSON.stringify(answer.body)).to.equal(row.status);
      if (typeof row.body === "function") row.body(answer.body, before);
      else if ("body" in row) expect(answer.body).to.deep.equal(row.body);
      for (const [name, value] of Object.entries(row.headers ?? {}))
        expect(answer.headers[name]).to.equal(value);
    });
  }
}

function requestOf(step: ApiStep, answers: readonly ApiAnswer[]): ApiRequest {
  return typeof step === "function" ? step(answers) : step;
}

/** Sends over HTTP. @param base is called for each request, so that it may be known late */
export function overHttp(base: () => string): Send {
  return async ({ method, path, headers, body }) => {
    const response = await fetch(`${base()}${path}`, {
      method,
      headers: headers ?? {},
      redirect: "manual",
      ...(body !== undefined && { body: encoded(body) }),
    });
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: parsed(await response.text()),
    };
  };
}

export function encoded(body: unknown): string | Uint8Array<ArrayBuffer> {
  if (typeof body === "string") return body;
  return body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body);
}

export function parsed(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
