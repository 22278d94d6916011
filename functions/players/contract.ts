import * as v from "valibot";
import { defineContract } from "../shared/contract.ts";
import { ErrorResponse } from "../shared/error-response.ts";
import { pagesBy } from "../shared/pages.ts";
import { NewPlayer, Player, PlayerChanges } from "./player.ts";
import { Stats } from "./stats.ts";

/** The list of players is paged through by their ids. */
export const pages = pagesBy("player_id");

const Players = v.object({
  players: v.array(Player),
  count: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** Leads to the rest of a list that was asked for in part, or that is too long for one answer. */
  cursor: v.optional(v.string()),
});

/** Player accounts: each username and each email belongs to one player. */
export const contract = defineContract({
  title: "Players",
  schemas: { Player, NewPlayer, PlayerChanges, Stats, ErrorResponse },
  routes: {
    "POST /players": {
      summary: "Add a player.",
      body: NewPlayer,
      example: { body: { username: "ada", email: "ada@example.com", display_name: "Ada Lovelace" } },
      responses: { 201: Player, 400: ErrorResponse, 409: ErrorResponse, 500: ErrorResponse },
    },
    "GET /players": {
      summary: "All players, or those of one page.",
      query: pages.query,
      responses: { 200: Players, 400: ErrorResponse, 500: ErrorResponse },
    },
    "GET /players/{player_id}": {
      summary: "One player.",
      responses: { 200: Player, 400: ErrorResponse, 404: ErrorResponse, 500: ErrorResponse },
    },
    "PUT /players/{player_id}": {
      summary: "Change some fields of a player; null leaves a field as it is.",
      body: PlayerChanges,
      example: { body: { display_name: "Countess of Lovelace", status: "inactive" } },
      responses: {
        200: Player,
        400: ErrorResponse,
        404: ErrorResponse,
        409: ErrorResponse,
        500: ErrorResponse,
      },
    },
    "DELETE /players/{player_id}": {
      summary: "Remove a player and the player's statistics.",
      responses: { 204: "empty", 400: ErrorResponse, 404: ErrorResponse, 500: ErrorResponse },
    },
    "GET /players/{player_id}/stats": {
      summary: "How a player has played.",
      responses: { 200: Stats, 400: ErrorResponse, 404: ErrorResponse, 500: ErrorResponse },
    },
  },
  unrouted: { 404: ErrorResponse },
  fallback: ["ANY /players", "ANY /players/{proxy+}"],
});
