import { expect } from "chai";
import type { ApiAnswer, ApiCase } from "../../support/api-case.ts";
import { invalid } from "../../support/error-response.ts";
import { get, idOf, NOBODY, notFound, post, someone } from "./requests.ts";

/** Ids that no player has; the path may spell them with escapes. */
export const strangeIds = [
  NOBODY,
  "plr_",
  "PLR_0000000000000000",
  "x",
  "..%2Fx",
  "50%25",
  "%00",
  "null",
  "x".repeat(2100),
  "%F0%9F%98%80",
];

/** The rows that read: one player, all of them, statistics. */
export const readCases: readonly ApiCase[] = [
  {
    name: "gives a player as it was created",
    before: [post(someone())],
    request: (answers) => get(`/players/${idOf(answers)}`),
    status: 200,
    body: (actual: unknown, answers: readonly ApiAnswer[]) => expect(actual).to.deep.equal(answers[0]?.body),
  },
  {
    name: "gives a new player's statistics: all 0",
    before: [post(someone())],
    request: (answers) => get(`/players/${idOf(answers)}/stats`),
    status: 200,
    body: (actual: unknown, answers: readonly ApiAnswer[]) =>
      expect(actual).to.deep.equal({
        player_id: idOf(answers),
        total_games: 0,
        wins: 0,
        losses: 0,
        win_rate: 0,
        total_playtime_hours: 0,
      }),
  },
  ...strangeIds.flatMap((id) => [
    {
      name: `finds no player ${id.slice(0, 25)}`,
      request: get(`/players/${id}`),
      ...notFound(decodeURIComponent(id)),
    },
    {
      name: `finds no statistics of ${id.slice(0, 25)}`,
      request: get(`/players/${id}/stats`),
      ...notFound(decodeURIComponent(id)),
    },
  ]),
  {
    name: "lists players, and their count",
    before: [post(someone())],
    request: get("/players"),
    status: 200,
    body: (actual: unknown, answers: readonly ApiAnswer[]) => {
      const { players, count, ...rest } = actual as { players: unknown[]; count: number };
      expect(rest).to.deep.equal({});
      expect(count).to.equal(players.length);
      expect(players).to.deep.include(answers[0]?.body);
    },
  },
  {
    name: "gives a page and the cursor to the next",
    before: [post(someone()), post(someone())],
    request: get("/players?limit=1"),
    status: 200,
    body: (actual: unknown) => {
      expect(actual).to.have.all.keys("players", "count", "cursor");
      expect(actual).to.include({ count: 1 });
    },
  },
  ...[
    "limit=0",
    "limit=1001",
    "limit=-1",
    "limit=1e2",
    "limit=",
    "limit=ten",
    "limit=1&limit=2",
    "cursor=",
    "cursor=x",
    "cursor=WyIiXQ",
    "cursor=WzFd",
    "cursor=%00",
    "cursor=bm8ganNvbg",
    `cursor=${"A".repeat(4000)}`,
  ].map((query) => ({
    name: `refuses ?${query.slice(0, 25)}`,
    request: get(`/players?${query}`),
    ...invalid(undefined, query.split("=", 1)[0] ?? ""),
  })),
];
