/** Numbers and times as people read them. */

const NUMBER = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });
const COMPACT = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

export function count(value: number): string {
  return Math.abs(value) < 100_000 ? NUMBER.format(value) : COMPACT.format(value);
}

/** @param one what is counted, in the singular: its plural is that and an s */
export function quantity(value: number, one: string): string {
  return `${count(value)} ${value === 1 ? one : `${one}s`}`;
}

/** @param value in milliseconds; undefined is a dash */
export function duration(value: number | undefined): string {
  if (value === undefined) return "–";
  if (value === 0) return "0 ms";
  if (value < 1) return `${value.toFixed(2)} ms`;
  if (value < 10) return `${value.toFixed(1)} ms`;
  if (value < 1_000) return `${Math.round(value)} ms`;
  return value < 60_000 ? `${(value / 1_000).toFixed(2)} s` : `${(value / 60_000).toFixed(1)} min`;
}

export function bytes(value: number): string {
  if (value < 1_000) return `${value} B`;
  if (value < 1_000_000) return `${(value / 1_000).toFixed(1)} kB`;
  return `${(value / 1_000_000).toFixed(1)} MB`;
}

/** `10:48:52.675`, in this machine's time zone. @param time milliseconds since the epoch */
export function clock(time: number, withMilliseconds = true): string {
  const date = new Date(time);
  const two = (value: number) => String(value).padStart(2, "0");
  const seconds = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  return withMilliseconds ? `${seconds}.${String(date.getMilliseconds()).padStart(3, "0")}` : seconds;
}

/** `12 s`. Times in milliseconds since the epoch. */
export function age(time: number, now: number): string {
  const seconds = Math.max(0, Math.round((now - time) / 1_000));
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 36 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}

/** `12 s ago`. Times in milliseconds since the epoch. */
export function ago(time: number, now: number): string {
  return `${age(time, now)} ago`;
}

const UNITS: Readonly<Record<string, (value: number) => string>> = {
  Milliseconds: duration,
  Seconds: (value) => duration(value * 1_000),
  Bytes: bytes,
  Percent: (value) => `${NUMBER.format(value)} %`,
};

/** A metric's value. @param unit CloudWatch's */
export function metricValue(value: number | undefined, unit: string | undefined): string {
  if (value === undefined) return "–";
  const format = unit !== undefined && Object.hasOwn(UNITS, unit) ? UNITS[unit] : undefined;
  return (format ?? count)(value);
}
