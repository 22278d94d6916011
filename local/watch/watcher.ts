import { statSync } from "node:fs";
import { dirname } from "node:path";
import { isWithin, WatchedFolders } from "./folders.ts";

/** A burst of file events (an editor's write and rename) is over when none has come for so long, in milliseconds. */
const QUIET_MS = 15;
/** How long a burst is gathered at most: a file that is empty now is likely to be written still. */
const LONGEST_BURST_MS = 150;

export interface FileWatcherOptions {
  /** Takes an absolute path at its first change in a burst, before it is known what else the burst brings. */
  onTouch(path: string): void;
  /** Takes absolute paths, after each burst of changes. */
  onChange(paths: ReadonlySet<string>): void;
  /** Takes why some changes go unseen from now on. */
  onFailure(error: unknown): void;
}

/**
 * Tells which of a set of files changed. Folders are watched, not files, so that an editor's replace-by-rename is
 * seen and files that do not exist yet can be waited for.
 */
export class FileWatcher {
  readonly #onTouch: FileWatcherOptions["onTouch"];
  readonly #onChange: FileWatcherOptions["onChange"];
  readonly #folders: WatchedFolders;
  #files: ReadonlySet<string> = new Set();
  #changed = new Set<string>();
  #burst: NodeJS.Timeout | undefined;
  #began = 0;

  constructor({ onTouch, onChange, onFailure }: FileWatcherOptions) {
    this.#onTouch = onTouch;
    this.#onChange = onChange;
    this.#folders = new WatchedFolders({
      entry: (path) => this.#note(path),
      // A folder that comes or goes away is an edit like any other of the files in it.
      folder: (path) => {
        for (const file of this.#files) if (isWithin(file, path)) this.#note(file);
      },
      failure: onFailure,
    });
  }

  /** Watches these files and no others. Paths are absolute. @throws LocalError naming a folder that can't be watched */
  watch(files: Iterable<string>): void {
    this.#files = new Set(files);
    this.#folders.watch(new Set([...this.#files].map((file) => dirname(file))));
  }

  stop(): void {
    clearTimeout(this.#burst);
    this.#folders.stop();
  }

  #note(path: string): void {
    if (!this.#files.has(path)) return;
    if (this.#changed.size === 0) this.#began = performance.now();
    if (!this.#changed.has(path)) this.#onTouch(path);
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
