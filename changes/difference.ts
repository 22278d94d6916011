/** How two lists of the same kind differ. */
export interface Difference<T> {
  readonly added: readonly T[];
  readonly removed: readonly T[];
  /** What is in both, under one key, and not the same. */
  readonly changed: readonly { readonly before: T; readonly after: T }[];
}

/**
 * Compares two lists by a key.
 * @param key two elements of one key are the same thing, before and after
 */
export function differenceOf<T>(
  before: readonly T[],
  after: readonly T[],
  key: (element: T) => string,
): Difference<T> {
  const [old, current] = [indexed(before, key), indexed(after, key)];
  return {
    added: [...current].filter(([name]) => !old.has(name)).map(([, element]) => element),
    removed: [...old].filter(([name]) => !current.has(name)).map(([, element]) => element),
    changed: [...old].flatMap(([name, element]) => {
      const now = current.get(name);
      const isSame = now === undefined || JSON.stringify(element) === JSON.stringify(now);
      return isSame ? [] : [{ before: element, after: now }];
    }),
  };
}

export function isUnchanged({ added, removed, changed }: Difference<unknown>): boolean {
  return added.length + removed.length + changed.length === 0;
}

function indexed<T>(elements: readonly T[], key: (element: T) => string): Map<string, T> {
  return new Map(elements.map((element) => [key(element), element]));
}
