export interface ListOptions {
  readonly prefix?: string;
  readonly delimiter?: string;
  readonly maxKeys?: number;
  /** Only what comes after this text. */
  readonly startAfter?: string;
  readonly marker?: string;
}

export interface Listing<T> {
  readonly objects: T[];
  readonly commonPrefixes: string[];
  readonly isTruncated: boolean;
}

/**
 * One page of a bucket's keys, in the order of their characters' codes, as S3 lists them.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 */
export function pageOf<T extends { readonly key: string }>(
  all: readonly T[],
  { prefix = "", delimiter = "", maxKeys = 1000, startAfter, marker }: ListOptions,
): Listing<T> {
  const start = startAfter || marker || "";
  const entries = new Map<string, T | undefined>();
  for (const object of all) {
    if (!object.key.startsWith(prefix)) continue;
    const name = rolledUp(object.key, prefix, delimiter);
    if (name > start) entries.set(name, name === object.key ? object : undefined);
  }
  const names = [...entries.keys()].sort((left, right) => (left < right ? -1 : 1));
  const isTruncated = maxKeys > 0 && names.length > maxKeys;
  const page = isTruncated ? upToLastObject(names.slice(0, maxKeys), entries) : names.slice(0, maxKeys);
  return {
    objects: page.flatMap((name) => entries.get(name) ?? []),
    commonPrefixes: page.filter((name) => entries.get(name) === undefined),
    isTruncated,
  };
}

/** The key, or its part up to the first delimiter after the prefix. */
function rolledUp(key: string, prefix: string, delimiter: string): string {
  const end = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
  return end < 0 ? key : key.slice(0, end + delimiter.length);
}

/** The engine starts its next page after the last object of a page that has one: what follows it waits for that page. */
function upToLastObject<T>(page: readonly string[], entries: ReadonlyMap<string, T | undefined>): string[] {
  const last = page.findLastIndex((name) => entries.get(name) !== undefined);
  return last < 0 ? [...page] : page.slice(0, last + 1);
}
