import { expect } from "chai";
import type { ApiAnswer, ApiRequest } from "../../support/api-case.ts";
import { refusal, TIMESTAMP } from "../../support/error-response.ts";

export interface PlayerBody {
  readonly player_id: string;
  readonly username: string;
  readonly email: string;
  readonly created_at: string;
  readonly updated_at: string;
}

export const get = (path: string): ApiRequest => ({ method: "GET", path });
const withBody = (method: string, path: string, body?: unknown): ApiRequest => ({
  method,
  path,
  headers: { "content-type": "application/json" },
  ...(body !== undefined && { body }),
});
export const post = (body?: unknown) => withBody("POST", "/players", body);
export const put = (id: string, body?: unknown) => withBody("PUT", `/players/${id}`, body);
export const remove = (id: string): ApiRequest => ({ method: "DELETE", path: `/players/${id}` });

/** An id that nobody has. */
export const NOBODY = "plr_0000000000000000";
/** Part of every name. Rows may run in any order against tables that others have filled: each uses names of its own. */
export const run = Date.now().toString(36);
let names = 0;
/** A new player's fields, with a username and an email of their own. */
export function someone(extra: Readonly<Record<string, unknown>> = {}) {
  names += 1;
  const username = `p${names}.${run}`;
  return { username, email: `${username}@example.com`, ...extra };
}

export const playerOf = (answers: readonly ApiAnswer[], index = 0) => answers[index]?.body as PlayerBody;
export const idOf = (answers: readonly ApiAnswer[], index = 0) => playerOf(answers, index).player_id;

/** A new player, of what was sent and what every new player has. */
export function created(sent: { username: string; email: string }, display_name = sent.username) {
  const body = (actual: unknown) => {
    const { player_id, created_at, updated_at, ...rest } = actual as PlayerBody;
    expect(player_id).to.match(/^plr_[0-9a-f]{16}$/);
    expect(created_at).to.match(TIMESTAMP).and.equal(updated_at);
    const { username, email } = sent;
    const fixed = { status: "active", level: 1, experience_points: 0 };
    expect(rest).to.deep.equal({ username, email, display_name, ...fixed });
  };
  return { status: 201, body };
}

/** The player as it was created, with what was changed, at a later time. */
export function updated(changes: Readonly<Record<string, unknown>>) {
  const body = (actual: unknown, answers: readonly ApiAnswer[]) => {
    const before = playerOf(answers);
    const { updated_at } = actual as PlayerBody;
    expect(actual).to.deep.equal({ ...before, ...changes, updated_at });
    expect(updated_at).to.match(TIMESTAMP);
    expect(updated_at > before.updated_at).to.equal(true);
  };
  return { status: 200, body };
}

export const notFound = (id: string) => refusal(404, "SERVICE_ERROR", `Player with ID '${id}' not found`);
export const conflict = (message: string) => refusal(409, "SERVICE_ERROR", message);
