import { useEffect, useRef, useState } from "preact/hooks";
import type { StreamMessage } from "../http/live-stream.ts";

/** An answer, or why there is none. What was there before stays while it is asked again. */
export interface Loaded<T> {
  readonly data: T | undefined;
  readonly error: string | undefined;
  /** Asks again now. */
  readonly reload: () => void;
}

/** @throws Error with the console's own sentence */
async function fetchJson<T>(url: string, init?: RequestInit): Promise<T> {
  const response = await fetch(url, init).catch(() => {
    throw new Error("The local cloud does not answer: it may have stopped.");
  });
  const body: unknown = await response.json();
  if (response.ok) return body as T;
  throw new Error(
    (body as { message?: string } | null)?.message ?? `The console answered ${response.status}.`,
  );
}

/** Does something. @throws Error with the console's own sentence */
export function post<T>(url: string, body: unknown = {}): Promise<T> {
  return fetchJson<T>(url, {
    method: "POST",
    headers: { "content-type": "application/json", "x-lambdock-console": "1" },
    body: JSON.stringify(body),
  });
}

/**
 * Reads an address of the console's API, again and again while the page is seen.
 * @param everyMs 0 reads once
 */
export function useJson<T>(url: string, everyMs = 0): Loaded<T> {
  const [state, setState] = useState<{ url: string; data?: T; error?: string }>({ url });
  const read = useRef<() => void>(() => undefined);
  useEffect(() => {
    let isCurrent = true;
    read.current = () =>
      void fetchJson<T>(url).then(
        (data) => isCurrent && setState({ url, data }),
        (error: Error) =>
          isCurrent &&
          setState((before) => ({ ...(before.url === url && before), url, error: error.message })),
      );
    read.current();
    const timer = everyMs > 0 ? setInterval(() => document.hidden || read.current(), everyMs) : undefined;
    return () => {
      isCurrent = false;
      clearInterval(timer);
    };
  }, [url, everyMs]);
  const isSame = state.url === url;
  return {
    data: isSame ? state.data : undefined,
    error: isSame ? state.error : undefined,
    reload: () => read.current(),
  };
}

/**
 * Listens to a stream of the console's API.
 * @param url undefined listens to none
 * @param opened called each time that it begins, which is when to read what was there before: else what happens between
 *   a page's first answer and its stream would never be seen
 */
export function useStream<T>(
  url: string | undefined,
  take: (message: StreamMessage<T>) => void,
  opened: () => void,
): void {
  const latest = useRef({ take, opened });
  latest.current = { take, opened };
  useEffect(() => {
    if (url === undefined) return;
    const source = new EventSource(url);
    source.onopen = () => latest.current.opened();
    source.onmessage = ({ data }) => latest.current.take(JSON.parse(data) as StreamMessage<T>);
    return () => source.close();
  }, [url]);
}
