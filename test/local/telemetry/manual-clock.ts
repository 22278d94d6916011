import type { Clock } from "../../../local/telemetry/clock.ts";

/** A clock that stands until it is advanced. */
export class ManualClock implements Clock {
  #now: number;
  readonly #repeated = new Set<{ readonly every: number; next: number; readonly run: () => void }>();

  constructor(start: string) {
    this.#now = Date.parse(start);
  }

  readonly now = (): number => this.#now;

  every(milliseconds: number, run: () => void): () => void {
    const entry = { every: milliseconds, next: this.#now + milliseconds, run };
    this.#repeated.add(entry);
    return () => void this.#repeated.delete(entry);
  }

  /** Moves on, and runs what is due on the way, in order. */
  advance(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (;;) {
      const [due] = [...this.#repeated].filter(({ next }) => next <= end).sort((a, b) => a.next - b.next);
      if (!due) break;
      this.#now = due.next;
      due.next += due.every;
      due.run();
    }
    this.#now = end;
  }
}
