import type { ErrorAnswer, ErrorAnswers } from "../shared/problem.ts";
import { validationErrors } from "./validation-error.ts";

/** Items or files can't be had: the table or the bucket refused, or can't be reached. The client sees the message. */
export class StorageError extends Error {
  override readonly name = "StorageError";
}

/** FastAPI's shape of an error. */
function refusal(status: number, detail: unknown, headers?: Record<string, string>): ErrorAnswer {
  return { status, body: { detail }, ...(headers && { headers }) };
}

/** What the service says when it can't do as asked. */
export const errors: ErrorAnswers = {
  invalid: (problem) => refusal(422, validationErrors(problem)),
  unrouted: ({ reason, allow }) =>
    reason === "no such path"
      ? refusal(404, "Not Found")
      : refusal(405, "Method Not Allowed", { allow: allow.join(", ") }),
  known: (error) => (error instanceof StorageError ? refusal(500, error.message) : undefined),
  unexpected: () => refusal(500, "Internal Server Error"),
};
