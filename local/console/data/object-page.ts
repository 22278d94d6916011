/** One page of a bucket's objects below a prefix. */
export interface ObjectPage {
  /** Prefixes that end with a slash. */
  readonly folders: readonly string[];
  readonly objects: readonly {
    readonly key: string;
    readonly bytes: number;
    /** Milliseconds since the epoch. */
    readonly modifiedAt: number;
  }[];
  /** Where the next page begins; absent after the last one. */
  readonly next?: string;
}
