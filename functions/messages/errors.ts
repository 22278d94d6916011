import type { ErrorAnswer, ErrorAnswers } from "../shared/problem.ts";

/** The message could not be stored: the table refused it or can't be reached. */
export class StorageError extends Error {
  override readonly name = "StorageError";
}

function refusal(status: number, message: string, headers?: Record<string, string>): ErrorAnswer {
  return { status, body: { message }, ...(headers && { headers }) };
}

/** What the service says when it can't do as asked. */
export const errors: ErrorAnswers = {
  invalid: (problem) =>
    refusal(
      400,
      problem.kind === "schema" ? problem.issues[0].message : "Invalid input: Missing or invalid JSON body.",
    ),
  unrouted: ({ reason, allow }) =>
    reason === "no such path"
      ? refusal(404, "Not Found")
      : refusal(405, "Method Not Allowed", { allow: allow.join(", ") }),
  known: (error) => (error instanceof StorageError ? refusal(500, "Failed to save message.") : undefined),
  unexpected: () => refusal(500, "Internal server error."),
};
