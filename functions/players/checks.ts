import type { Check } from "../shared/check.ts";

const PLAYER = "/players/{player_id}";

/** What `npm run verify` asks a deployed stack for. */
export const checks: readonly Check[] = [
  { method: "POST", path: "/players", body: {}, status: 400, answer: { error: "VALIDATION_ERROR" } },
  { method: "GET", path: "/players?limit=1", status: 200 },
  { method: "GET", path: "/players/nobody", status: 404, answer: { error: "SERVICE_ERROR" } },
  { method: "GET", path: "/players/nobody/stats", status: 404 },
  { method: "PUT", path: "/players/nobody", body: {}, status: 404 },
  { method: "DELETE", path: "/players/nobody", status: 404 },
  {
    method: "POST",
    path: "/players",
    body: { username: "v{run}", email: "v{run}@example.com" },
    status: 201,
    answer: { username: "v{run}", level: 1 },
    keep: ["player_id"],
    sandbox: true,
  },
  { method: "GET", path: PLAYER, status: 200, answer: { player_id: "{player_id}" }, sandbox: true },
  {
    method: "PUT",
    path: PLAYER,
    body: { status: "inactive" },
    status: 200,
    answer: { status: "inactive" },
    sandbox: true,
  },
  { method: "GET", path: `${PLAYER}/stats`, status: 200, answer: { total_games: 0 }, sandbox: true },
  { method: "DELETE", path: PLAYER, status: 204, sandbox: true },
];
