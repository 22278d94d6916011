import { type FSWatcher, statSync, watch } from "node:fs";
import { basename, dirname } from "node:path";

/** A burst of file events (an editor's write and rename) is over when none has come for so long, in milliseconds. */
const QUIET_MS = 15;
/** How long a burst is gathered at most: a file that is empty now is likely to be written still. */
const LONGEST_BURST_MS = 150;

/**
 * Tells which of a set of files changed. Folders are watched, not files, so that an editor's replace-by-rename is
 * seen and files that do not exist yet can be waited for.
 */
export class FileWatcher {
  readonly #onChange: (paths: ReadonlySet<string>) => void;
  readonly #watchers = new Map<string, FSWatcher>();
  #files: ReadonlySet<string> = new Set();
  #changed = new Set<string>();
  #burst: NodeJS.Timeout | undefined;
  #began = 0;

  /** @param onChange takes absolute paths, after each burst of changes */
  constructor(onChange: (paths: ReadonlySet<string>) => void) {
    this.#onChange = onChange;
  }

  /** Watches these files and no others. Paths are absolute. */
  watch(files: Iterable<string>): void {
    this.#files = new Set(files);
    const folders = new Set([...this.#files].map((file) => dirname(file)));
    for (const [folder, watcher] of this.#watchers) {
      if (folders.has(folder)) continue;
      watcher.close();
      this.#watchers.delete(folder);
    }
    for (const folder of folders) if (!this.#watchers.has(folder)) this.#watchFolder(folder);
  }

  stop(): void {
    clearTimeout(this.#burst);
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  #watchFolder(folder: string): void {
    const watcher = watch(folder, (_, name) => {
      if (name !== null) this.#note(`${folder}/${basename(name)}`);
    });
    // A folder that goes away is an edit like any other: its files are then missing at the next build.
    watcher.on("error", () => this.#watchers.delete(folder));
    this.#watchers.set(folder, watcher);
  }

  #note(path: string): void {
    if (!this.#files.has(path)) return;
    if (this.#changed.size === 0) this.#began = performance.now();
    this.#changed.add(path);
    this.#gather();
  }

  #gather(): void {
    clearTimeout(this.#burst);
    const left = this.#began + LONGEST_BURST_MS - performance.now();
    this.#burst = setTimeout(() => this.#tell(), Math.max(0, Math.min(QUIET_MS, left)));
  }

  #tell(): void {
    const isLong = performance.now() - this.#began >= LONGEST_BURST_MS;
    if (!isLong && [...this.#changed].some(isEmpty)) {
      this.#gather();
      return;
    }
    const changed = this.#changed;
    this.#changed = new Set();
    this.#onChange(changed);
  }
}

function isEmpty(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.size === 0;
}
