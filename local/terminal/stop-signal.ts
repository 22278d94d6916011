const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** npm hands on the Ctrl-C that a terminal has sent already: what comes within this many milliseconds was pressed once. */
const ONE_PRESS_MS = 500;

/**
 * Aborted when this process is asked to stop. Asked again, the system ends it at once, as it does when nobody listens.
 * @param asked what tells of signals; by default this process
 */
export function stopSignal(asked: Pick<NodeJS.Process, "on" | "off"> = process): AbortSignal {
  const stopping = new AbortController();
  const stop = () => {
    if (stopping.signal.aborted) return;
    stopping.abort();
    setTimeout(listenNoMore, ONE_PRESS_MS).unref();
  };
  const listenNoMore = () => {
    for (const signal of SIGNALS) asked.off(signal, stop);
  };
  for (const signal of SIGNALS) asked.on(signal, stop);
  return stopping.signal;
}
