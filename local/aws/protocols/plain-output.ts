/**
 * An operation's output without what the wires can't write: absent members are left out, maps become objects, and
 * timestamps what the wire wants of them.
 */
export function plainOutput(value: unknown, timestamp: (date: Date) => unknown): unknown {
  if (value instanceof Date) return timestamp(value);
  if (Array.isArray(value)) return value.map((item) => plainOutput(item, timestamp));
  if (typeof value !== "object" || value === null) return value;
  const entries: [string, unknown][] = value instanceof Map ? [...value] : Object.entries(value);
  const present = entries.filter(([, member]) => member !== undefined);
  return Object.fromEntries(present.map(([name, member]) => [name, plainOutput(member, timestamp)]));
}

/** Seconds since the epoch, with milliseconds as the fraction. */
export function epochSeconds(date: Date): number {
  return date.getTime() / 1000;
}
