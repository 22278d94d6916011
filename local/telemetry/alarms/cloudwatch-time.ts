/** A time as CloudWatch writes it in alarm messages: `2025-12-31T23:59:00.000+0000`. @param time milliseconds since the epoch */
export function cloudWatchTime(time: number): string {
  return new Date(time).toISOString().replace("Z", "+0000");
}

/** Made when it is first asked for: that takes 50 ms. */
let long: Intl.DateTimeFormat | undefined;

/** `Wednesday 31 December, 2025 23:59:00 UTC`, as the reasons of composite alarms have it. @param time milliseconds since the epoch */
export function cloudWatchLongTime(time: number): string {
  long ??= new Intl.DateTimeFormat("en-GB", {
    weekday: "long",
    day: "2-digit",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZone: "UTC",
  });
  const parts = new Map(long.formatToParts(time).map(({ type, value }) => [type, value]));
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? "";
  const clock = `${part("hour")}:${part("minute")}:${part("second")}`;
  return `${part("weekday")} ${part("day")} ${part("month")}, ${part("year")} ${clock} UTC`;
}
