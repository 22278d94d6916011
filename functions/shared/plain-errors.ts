import type { ErrorAnswer, ErrorAnswers } from "./problem.ts";

function refusal(status: number, error: string): ErrorAnswer {
  return { status, body: { error } };
}

/**
 * Errors that are one sentence: `{"error": "…"}`. What a body lacks, its schema says. A method that a path does not
 * have is "not found" as well: these services know no 405.
 */
export const plainErrors: ErrorAnswers = {
  invalid(problem) {
    if (problem.kind === "json") return refusal(400, "Invalid JSON body");
    if (problem.kind === "path") return refusal(404, "Not found");
    return refusal(400, problem.in === "body" ? problem.issues[0].message : "Invalid limit or cursor");
  },
  unrouted: () => refusal(404, "Not found"),
  unexpected: () => refusal(500, "Internal server error"),
};
