import * as v from "valibot";
import { PasswordHash } from "./password.ts";

const User = v.object({
  username: v.string(),
  user_id: v.string(),
  email: v.string(),
  is_active: v.boolean(),
  created_at: v.pipe(v.string(), v.isoTimestamp()),
  password: PasswordHash,
});
/** A user as the table has it. Operators write users, so what is read is checked. */
export type User = v.InferOutput<typeof User>;

/**
 * Reads an item of the users table.
 * @throws Error that names the attribute which is missing or wrong; no value is in its text, as it is logged
 */
export function parseUser(item: unknown): User {
  const result = v.safeParse(User, item, { abortEarly: true });
  if (result.success) return result.output;
  throw new Error(
    `A user's item has a missing or wrong attribute "${v.getDotPath(result.issues[0])}". Put it right in the table.`,
  );
}
