import { step } from "../shared/tracing.ts";
import { Unauthorized, UserNotFound } from "./errors.ts";
import { verifyPassword } from "./password.ts";
import { hashToken, isExpired, issueToken, LIFETIME, type StoredToken } from "./token.ts";
import type { User } from "./user.ts";

/** Where users and tokens are kept. */
export interface Store {
  findUser(username: string): Promise<User | undefined>;
  findToken(hash: string): Promise<StoredToken | undefined>;
  saveToken(token: StoredToken): Promise<void>;
}

interface Grant<RefreshToken extends string | null> {
  readonly access_token: string;
  readonly token_type: "Bearer";
  readonly expires_in: typeof LIFETIME.access;
  readonly refresh_token: RefreshToken;
  readonly issued_at: string;
}

/**
 * Gives a user with the right password an access token and a refresh token.
 * Whether the account is active is told only to who knows its password.
 * @throws Unauthorized
 */
export async function logIn(
  store: Store,
  { username, password }: { readonly username: string; readonly password: string },
  now: Date,
): Promise<Grant<string>> {
  const user = await store.findUser(username);
  const verified = await step("verify password", () => verifyPassword(password, user?.password));
  if (user === undefined || !verified) throw new Unauthorized("Invalid username or password");
  if (!user.is_active) throw new Unauthorized("Account is not active");
  const access = issueToken("access", user, now);
  const refresh = issueToken("refresh", user, now);
  await Promise.all([store.saveToken(access.stored), store.saveToken(refresh.stored)]);
  return grant(access.token, refresh.token, now);
}

/** The user of an `Authorization` header. @throws Unauthorized, UserNotFound */
export async function userOf(store: Store, authorization: string, now: Date): Promise<User> {
  const [, token = ""] = authorization.split(/ +/);
  const stored = await store.findToken(hashToken(token));
  if (stored === undefined) throw new Unauthorized("Invalid or expired token");
  if (stored.token_type !== "access") throw new Unauthorized("Invalid token type");
  if (isExpired(stored, now)) throw new Unauthorized("Token has expired");
  const user = await ownerOf(store, stored);
  if (user === undefined) throw new UserNotFound();
  return user;
}

/**
 * Gives a new access token for a refresh token, which stays good until it expires. Who has been deactivated since gets
 * no further one.
 * @throws Unauthorized
 */
export async function refresh(store: Store, token: string, now: Date): Promise<Grant<null>> {
  const stored = await store.findToken(hashToken(token));
  if (stored === undefined) throw new Unauthorized("Invalid refresh token");
  if (stored.token_type !== "refresh") throw new Unauthorized("Invalid token type");
  if (isExpired(stored, now)) throw new Unauthorized("Refresh token has expired");
  const user = await ownerOf(store, stored);
  if (user === undefined) throw new Unauthorized("Invalid refresh token");
  if (!user.is_active) throw new Unauthorized("Account is not active");
  const access = issueToken("access", user, now);
  await store.saveToken(access.stored);
  return grant(access.token, null, now);
}

/** A name can be given to another user once it is free: the id tells whose token it was. */
async function ownerOf(store: Store, token: StoredToken): Promise<User | undefined> {
  const user = await store.findUser(token.username);
  return user?.user_id === token.user_id ? user : undefined;
}

function grant<RefreshToken extends string | null>(
  accessToken: string,
  refreshToken: RefreshToken,
  now: Date,
): Grant<RefreshToken> {
  return {
    access_token: accessToken,
    token_type: "Bearer",
    expires_in: LIFETIME.access,
    refresh_token: refreshToken,
    issued_at: now.toISOString(),
  };
}
