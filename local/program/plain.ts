/** Pulumi's mark of a wrapped value. https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/sig/sig.go */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** A value as plain JSON: secrets unwrapped, since the local cloud has to use them; functions and undefined left out. */
export function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const record = value as Record<string, unknown>;
  if (record[SIGNATURE] === SECRET) return plain(record.value);
  return Object.fromEntries(
    Object.entries(record)
      .filter(([, item]) => item !== undefined && typeof item !== "function")
      .map(([key, item]) => [key, plain(item)]),
  );
}
