/** Lets one write of a key finish after the other, so that a condition still holds when its write takes effect. */
export class KeyLocks {
  readonly #last = new Map<string, Promise<void>>();

  /** Waits for its turn. The key is free again when the result is disposed of. */
  async hold(key: string): Promise<Disposable> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const before = this.#last.get(key);
    this.#last.set(key, promise);
    await before;
    return {
      [Symbol.dispose]: () => {
        if (this.#last.get(key) === promise) this.#last.delete(key);
        resolve();
      },
    };
  }
}
