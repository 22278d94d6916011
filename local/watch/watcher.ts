import { type FSWatcher, watch } from "node:fs";
import { basename, dirname } from "node:path";

/** How long a burst of file events (an editor's write and rename) is gathered, in milliseconds. */
const BURST_MS = 15;

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
    this.#changed.add(path);
    this.#burst ??= setTimeout(() => {
      const changed = this.#changed;
      this.#changed = new Set();
      this.#burst = undefined;
      this.#onChange(changed);
    }, BURST_MS);
  }
}
