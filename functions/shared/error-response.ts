import * as v from "valibot";
import type { ErrorAnswer, ErrorAnswers, Problem } from "./problem.ts";

/** The body of every refusal of the services of one family: a code for programs, a text for people. */
export const ErrorResponse = v.object({
  error: v.picklist(["VALIDATION_ERROR", "SERVICE_ERROR", "BAD_REQUEST", "NOT_FOUND", "INTERNAL_ERROR"]),
  message: v.string(),
  /** The fields that are not as they must be, for a validation error. */
  details: v.nullable(v.array(v.object({ field: v.string(), message: v.string() }))),
  timestamp: v.pipe(v.string(), v.isoTimestamp()),
});
type ErrorResponse = v.InferOutput<typeof ErrorResponse>;

/** A refusal that is part of a service's contract. The message reaches the client as it is. */
export class ServiceError extends Error {
  override readonly name: string = "ServiceError";
  readonly status: 401 | 404 | 409;

  constructor(status: 401 | 404 | 409, message: string) {
    super(message);
    this.status = status;
  }
}

/** What these services say when they can't do as asked. */
export const errorResponses: ErrorAnswers = {
  invalid: (problem) =>
    problem.kind === "path"
      ? answer(400, "BAD_REQUEST", `${problem.parameter} is required`)
      : validationError(problem),
  unrouted: ({ method, path }) => answer(404, "NOT_FOUND", `Endpoint not found: ${method} ${path}`),
  known: (error) =>
    error instanceof ServiceError ? answer(error.status, "SERVICE_ERROR", error.message) : undefined,
  unexpected: () => answer(500, "INTERNAL_ERROR", "An unexpected error occurred"),
};

function validationError(problem: Exclude<Problem, { kind: "path" }>): ErrorAnswer {
  if (problem.kind === "json") return answer(400, "VALIDATION_ERROR", "The body must be valid JSON");
  const details = problem.issues.map((issue) => ({
    field: issue.path?.map(({ key }) => String(key)).join(".") ?? problem.in,
    message: issue.message,
  }));
  return answer(400, "VALIDATION_ERROR", problem.issues[0].message, details);
}

function answer(
  status: number,
  error: ErrorResponse["error"],
  message: string,
  details: ErrorResponse["details"] = null,
): ErrorAnswer {
  const body: ErrorResponse = { error, message, details, timestamp: new Date().toISOString() };
  return { status, body };
}
