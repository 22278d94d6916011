import type { ProcessSupervisor } from "./process/supervisor.ts";

/** Ends what a start waits for when nobody wants it any more: it fails then, and what has started ends as after any failure. */
export class Abandonment {
  readonly #stopping = new AbortController();
  readonly #abandoned = new AbortController();
  readonly #asked: AbortSignal | undefined;
  readonly #abandon: () => void;

  /** @param asked aborted when the start is to be abandoned. @throws its reason when it is already */
  constructor(supervisor: Pick<ProcessSupervisor, "stop">, asked?: AbortSignal) {
    asked?.throwIfAborted();
    this.#asked = asked;
    this.#abandon = () => {
      this.stop();
      this.#abandoned.abort();
      void supervisor.stop();
    };
    asked?.addEventListener("abort", this.#abandon);
  }

  /** Aborted when the start is abandoned. */
  get abandoned(): AbortSignal {
    return this.#abandoned.signal;
  }

  /** Aborted then and by `stop`: what an edit asks for is waited for no more. */
  get stopping(): AbortSignal {
    return this.#stopping.signal;
  }

  stop(): void {
    this.#stopping.abort();
  }

  /** What has started can't be abandoned any more. @throws the reason when it was */
  settle(): void {
    this.#asked?.removeEventListener("abort", this.#abandon);
    this.#asked?.throwIfAborted();
  }
}
