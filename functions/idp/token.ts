import { createHash, randomBytes } from "node:crypto";
import type { User } from "./user.ts";

/** An access token opens the API, a refresh token only buys access tokens: neither stands in for the other. */
export type TokenType = "access" | "refresh";

/** Seconds that a token is good for. */
export const LIFETIME = { access: 3600, refresh: 86_400 } as const satisfies Record<TokenType, number>;

/** What is kept of a token: not the token, but what recognises it. */
export interface StoredToken {
  /** SHA-256 of the token, in hex. Needs no salt: the token has 256 random bits. */
  readonly token_hash: string;
  readonly token_type: TokenType;
  readonly user_id: string;
  readonly username: string;
  /** Seconds since the epoch; the table's TTL attribute. */
  readonly expires_at: number;
}

/** Makes an opaque token for a user: 32 random bytes in base64url, 43 characters. */
export function issueToken(
  type: TokenType,
  user: Pick<User, "user_id" | "username">,
  now: Date,
): { readonly token: string; readonly stored: StoredToken } {
  const token = randomBytes(32).toString("base64url");
  const stored: StoredToken = {
    token_hash: hashToken(token),
    token_type: type,
    user_id: user.user_id,
    username: user.username,
    expires_at: Math.ceil(now.getTime() / 1000) + LIFETIME[type],
  };
  return { token, stored };
}

/** Under which key a token is stored. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** Whether a token's time is over. DynamoDB deletes expired items days late, so each use asks. */
export function isExpired(token: StoredToken, now: Date): boolean {
  return now.getTime() >= token.expires_at * 1000;
}
