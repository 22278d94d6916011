/**
 * Compares by texts under the given keys, the first that differs decides. By UTF-16 code unit, so that an order
 * depends on no locale and loads none.
 */
export function by<Key extends string>(...keys: readonly Key[]) {
  return (a: Readonly<Record<Key, string>>, b: Readonly<Record<Key, string>>): number => {
    const key = keys.find((name) => a[name] !== b[name]);
    if (key === undefined) return 0;
    return a[key] < b[key] ? -1 : 1;
  };
}
