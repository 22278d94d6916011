/** The last so many items: adding one costs an assignment. */
export class Ring<T> {
  readonly #items: T[] = [];
  readonly #capacity: number;
  #next = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  push(item: T): void {
    this.#items[this.#next] = item;
    this.#next = (this.#next + 1) % this.#capacity;
  }

  /** The newest first. */
  *newestFirst(): Generator<T> {
    const size = this.#items.length;
    for (let back = 1; back <= size; back += 1) {
      const item = this.#items[(this.#next - back + size) % size];
      if (item !== undefined) yield item;
    }
  }
}
