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
 * @throws Error that names the user's id and the attribute which is missing or wrong; it is logged, so no other value
 *   is in it
 */
export function parseUser(item: Readonly<Record<string, unknown>>): User {
  const result = v.safeParse(User, item, { abortEarly: true });
  if (result.success) return result.output;
  const attribute = v.getDotPath(result.issues[0]);
  throw new Error(
    `User ${item.user_id} has no good attribute ${attribute}: put it right in the users table.`,
  );
}
