import type { ErrorAnswers } from "../shared/problem.ts";

/** What the service says when it can't do as asked. */
export const errors: ErrorAnswers = {
  invalid: () => ({ status: 400, body: { error: "Bad request" } }),
  unrouted: ({ reason, allow }) =>
    reason === "no such path"
      ? { status: 404, body: { error: "Not found" } }
      : { status: 405, body: { error: "Method not allowed" }, headers: { allow: allow.join(", ") } },
  unexpected: () => ({ status: 500, body: { error: "Internal server error" } }),
};
