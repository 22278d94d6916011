/** A request to the console's API, read and decoded. */
export interface ApiCall {
  /** The path's variable parts, by name. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** What a POST carries, not yet checked; undefined for a GET. */
  readonly body: unknown;
}

/** Answers one path with JSON. */
export interface ApiRoute {
  readonly method: "GET" | "POST";
  /** With variable parts: `/api/traces/:id`. */
  readonly path: string;
  /** @throws ConsoleError, which is answered with its status */
  answer(call: ApiCall): unknown;
}

/** Sends one item to the page that listens. Of thousands a second few are sent, and only those are made. */
export type Push = (item: () => unknown) => void;

/** Sends what happens, as server-sent events, for as long as the page listens. */
export interface StreamRoute {
  readonly path: string;
  /** @returns a function that ends it. @throws ConsoleError before anything is sent */
  open(call: ApiCall, push: Push): () => void;
}

export interface Routes {
  readonly answers: readonly ApiRoute[];
  readonly streams: readonly StreamRoute[];
}

export function get(path: string, answer: ApiRoute["answer"]): ApiRoute {
  return { method: "GET", path, answer };
}

export function post(path: string, answer: ApiRoute["answer"]): ApiRoute {
  return { method: "POST", path, answer };
}
