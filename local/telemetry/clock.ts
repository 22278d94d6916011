/** The time that telemetry goes by; tests bring one that they advance. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs something again and again. @returns a function that ends it */
  every(milliseconds: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  every(milliseconds, run) {
    const timer = setInterval(run, milliseconds);
    timer.unref();
    return () => clearInterval(timer);
  },
};
