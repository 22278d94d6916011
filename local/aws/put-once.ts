import { readFileSync } from "node:fs";
import * as v from "valibot";
import { writeAtomically } from "../../bundle/write.ts";

const Urns = v.array(v.string());

/**
 * Which declared items or objects have been put, kept beside the data: a later run puts what was declared since, and
 * leaves alone what was changed or deleted since.
 */
export class PutOnce {
  readonly #path: string;
  #urns: ReadonlySet<string> | undefined;

  /** @param path its file, in the folder of the data */
  constructor(path: string) {
    this.#path = path;
  }

  has(urn: string): boolean {
    this.#urns ??= read(this.#path);
    return this.#urns.has(urn);
  }

  /** @param urns all that is declared, and there now; what is declared no longer is forgotten */
  async keep(urns: readonly string[]): Promise<void> {
    this.#urns ??= read(this.#path);
    const before = this.#urns;
    this.#urns = new Set(urns);
    if (before.size === this.#urns.size && urns.every((urn) => before.has(urn))) return;
    await writeAtomically(this.#path, `${JSON.stringify(urns, null, 2)}\n`);
  }
}

/** A file that is not there, or can't be read, knows of nothing: what exists is never put again anyway. */
function read(path: string): ReadonlySet<string> {
  try {
    const parsed = v.safeParse(Urns, JSON.parse(readFileSync(path, "utf8")));
    return new Set(parsed.success ? parsed.output : []);
  } catch {
    return new Set();
  }
}
