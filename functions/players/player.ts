import { randomBytes } from "node:crypto";
import * as v from "valibot";
import { maxCodePoints, minCodePoints } from "../shared/code-points.ts";
import { jsonObject } from "../shared/json-object.ts";

const BAD_EMAIL = "email must be an email address";
const BAD_STATUS = "status must be active, suspended, banned or inactive";

const timestamp = v.pipe(v.string(), v.isoTimestamp());
const status = v.picklist(["active", "suspended", "banned", "inactive"], BAD_STATUS);
const displayName = v.pipe(
  v.string("display_name must be a string"),
  maxCodePoints(50, "display_name must have at most 50 characters"),
);

/** The domain needs a dot, and no dot is doubled, first or last: what the grammar allows, mail servers do not. */
const email = v.pipe(
  v.string("email must be a string"),
  v.maxLength(254, "email must have at most 254 characters"),
  v.rfcEmail(BAD_EMAIL),
  v.regex(/^[^.@]+(?:\.[^.@]+)*@[^.@]+(?:\.[^.@]+)+$/, BAD_EMAIL),
);

/** What a caller tells of a new player; further keys are dropped. Without a display name it is the username. */
export const NewPlayer = jsonObject({
  username: v.pipe(
    v.string("username must be a string"),
    minCodePoints(3, "username must have at least 3 characters"),
    maxCodePoints(30, "username must have at most 30 characters"),
  ),
  email,
  display_name: v.nullish(displayName),
});
export type NewPlayer = v.InferOutput<typeof NewPlayer>;

/** What a caller may change. Null is as good as absent; an empty display name is the username again. */
export const PlayerChanges = jsonObject({
  display_name: v.nullish(displayName),
  email: v.nullish(email),
  status: v.nullish(status),
});
export type PlayerChanges = v.InferOutput<typeof PlayerChanges>;

/** A player, as callers see it and as the table holds it. */
export const Player = v.object({
  player_id: v.pipe(v.string(), v.regex(/^plr_[0-9a-f]{16}$/)),
  username: v.string(),
  email: v.string(),
  display_name: v.string(),
  status,
  level: v.pipe(v.number(), v.integer(), v.minValue(1)),
  experience_points: v.pipe(v.number(), v.integer(), v.minValue(0)),
  created_at: timestamp,
  /** Differs after each update, so it tells one version of a player from the next. */
  updated_at: timestamp,
});
export type Player = v.InferOutput<typeof Player>;

/** Whether a text can be a player's id. What can't be names nobody, and is not worth a look-up. */
export function isPlayerId(text: string): boolean {
  return v.is(Player.entries.player_id, text);
}

/** Makes a player with an id of its own: 64 random bits. */
export function newPlayer({ username, email, display_name }: NewPlayer, now: Date): Player {
  return {
    player_id: `plr_${randomBytes(8).toString("hex")}`,
    username,
    email,
    display_name: display_name || username,
    status: "active",
    level: 1,
    experience_points: 0,
    created_at: now.toISOString(),
    updated_at: now.toISOString(),
  };
}

/** The player after an update. Its time is later than the one before, whatever the clocks say. */
export function changed(player: Player, changes: PlayerChanges, now: Date): Player {
  return {
    ...player,
    email: changes.email ?? player.email,
    display_name: (changes.display_name ?? player.display_name) || player.username,
    status: changes.status ?? player.status,
    updated_at: new Date(Math.max(now.getTime(), Date.parse(player.updated_at) + 1)).toISOString(),
  };
}
