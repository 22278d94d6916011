import { AwsError } from "../aws-error.ts";

/** A part of a list, and the token by which the next part is asked for. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Absent on the last page. */
  readonly nextToken: string | undefined;
}

/**
 * @param token of the page before; undefined for the first
 * @throws AwsError with this code for a token that is none
 */
export function page<T>(
  all: readonly T[],
  token: string | undefined,
  limit: number,
  invalidToken: string,
): Page<T> {
  const start = token === undefined ? 0 : Number(Buffer.from(token, "base64url").toString());
  if (!Number.isInteger(start) || start < 0)
    throw new AwsError(invalidToken, 400, "The next token is not valid.");
  const end = start + limit;
  return {
    items: all.slice(start, end),
    nextToken: end < all.length ? Buffer.from(String(end)).toString("base64url") : undefined,
  };
}
