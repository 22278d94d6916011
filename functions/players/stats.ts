import * as v from "valibot";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** How a player has played. */
export const Stats = v.object({
  player_id: v.string(),
  total_games: count,
  wins: count,
  losses: count,
  /** Of all games, from 0 to 1. */
  win_rate: v.pipe(v.number(), v.minValue(0)),
  total_playtime_hours: v.pipe(v.number(), v.minValue(0)),
});
export type Stats = v.InferOutput<typeof Stats>;

/** The statistics of a player who has not played. */
export function noStats(player_id: string): Stats {
  return { player_id, total_games: 0, wins: 0, losses: 0, win_rate: 0, total_playtime_hours: 0 };
}
