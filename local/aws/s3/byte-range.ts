import { AwsError } from "../aws-error.ts";

/** Offsets of the first and the last byte. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Reads a Range header for an object of this size.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 * @returns undefined for no range, several ranges or no valid one: the whole object is meant
 * @throws AwsError InvalidRange
 */
export function byteRange(header: string | undefined, size: number): ByteRange | undefined {
  const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? "") ?? [];
  if (first === "" && last === "") return undefined;
  if (first !== "" && last !== "" && Number(last) < Number(first)) return undefined;
  const start = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if (start > end) throw new AwsError("InvalidRange", 416, "The requested range is not satisfiable");
  return { start, end };
}
