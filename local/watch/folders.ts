import { existsSync, type FSWatcher, watch } from "node:fs";
import { basename, dirname, join } from "node:path";
import { LocalError } from "../emulator.ts";

export interface FolderNews {
  /** Something happened to an entry of a folder. */
  entry(path: string): void;
  /** A folder came, went or was replaced: all that is below it may be other than it was. */
  folder(path: string): void;
  /** From now on something goes unseen. */
  failure(error: unknown): void;
}

/** Hears of what happens in folders, also in those that are not there yet, or go away and come back. */
export class WatchedFolders {
  readonly #news: FolderNews;
  /** By folder: those that are asked for, and the nearest one above each that is missing. */
  readonly #watchers = new Map<string, FSWatcher>();
  #folders: readonly string[] = [];

  constructor(news: FolderNews) {
    this.#news = news;
  }

  /** @throws LocalError naming a folder that can't be watched; the others are */
  watch(folders: Iterable<string>): void {
    this.#folders = [...folders];
    // One above stays: what it has to tell of a folder below may be on its way.
    this.#close((folder) => !this.#folders.some((each) => isWithin(each, folder)));
    this.#watchAll();
  }

  stop(): void {
    this.#close(() => true);
  }

  #watchAll(): void {
    const failures: unknown[] = [];
    for (const folder of this.#folders) {
      try {
        this.#watchNearest(folder);
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }

  /** Watches a folder, or the nearest one above it that is there. */
  #watchNearest(folder: string): void {
    for (let place = nearest(folder), before = ""; place !== before; place = nearest(folder)) {
      before = place;
      if (this.#watchers.has(place)) continue;
      try {
        this.#open(place);
      } catch (error) {
        // It went away in this moment.
        if (nearest(folder) === place) throw unwatchable(place, error);
      }
    }
  }

  #open(folder: string): void {
    const watcher = watch(folder, (event, name) => {
      if (name === null) return;
      const path = join(folder, basename(name));
      this.#news.entry(path);
      if (event !== "rename") return;
      // Linux tells so that the folder itself was removed or moved: this watcher hears nothing more.
      if (basename(name) === basename(folder)) this.#lookAgain(folder);
      else if (this.#folders.some((each) => isWithin(each, path))) this.#lookAgain(path);
    });
    watcher.on("error", () => this.#lookAgain(folder));
    this.#watchers.set(folder, watcher);
  }

  #lookAgain(path: string): void {
    this.#close((folder) => isWithin(folder, path));
    try {
      this.#watchAll();
    } catch (error) {
      this.#news.failure(error);
    }
    this.#news.folder(path);
  }

  #close(isOver: (folder: string) => boolean): void {
    for (const [folder, watcher] of this.#watchers) {
      if (!isOver(folder)) continue;
      watcher.close();
      this.#watchers.delete(folder);
    }
  }
}

/** Whether a path is another one, or below it. */
export function isWithin(path: string, above: string): boolean {
  return path === above || path.startsWith(join(above, "/"));
}

function nearest(folder: string): string {
  return existsSync(folder) ? folder : nearest(dirname(folder));
}

/** What to do about the limits that the system has for watching. */
const REMEDIES: Readonly<Record<string, string>> = {
  ENOSPC: "raise the system's limit, sysctl fs.inotify.max_user_watches",
  EMFILE: "raise the system's limits, sysctl fs.inotify.max_user_instances or ulimit -n",
};

function unwatchable(folder: string, error: unknown): LocalError {
  const { code = "", message } = error as NodeJS.ErrnoException;
  const remedy = REMEDIES[code] ?? "see that it can be read";
  return new LocalError(
    `${folder} can't be watched for edits (${message}): ${remedy}, or start with --no-watch.`,
  );
}
