import { expect } from "chai";
import { safeParse } from "valibot";
import { ErrorResponse, errorResponses, ServiceError } from "../../../functions/shared/error-response.ts";
import type { ErrorAnswer } from "../../../functions/shared/problem.ts";

const { invalid, unrouted, known, unexpected } = errorResponses;

describe("shared: error response", () => {
  const cases: readonly {
    name: string;
    answer: ErrorAnswer | undefined;
    status: number;
    error: string;
    message: string;
  }[] = [
    {
      name: "a missing path parameter",
      answer: invalid({ kind: "path", parameter: "player_id" }),
      status: 400,
      error: "BAD_REQUEST",
      message: "player_id is required",
    },
    {
      name: "a body that is no JSON",
      answer: invalid({ kind: "json", message: "Unexpected token", offset: 0 }),
      status: 400,
      error: "VALIDATION_ERROR",
      message: "The body must be valid JSON",
    },
    {
      name: "another path",
      answer: unrouted({ method: "GET", path: "/players/7/friends", reason: "no such path", allow: [] }),
      status: 404,
      error: "NOT_FOUND",
      message: "Endpoint not found: GET /players/7/friends",
    },
    {
      name: "another method",
      answer: unrouted({ method: "PATCH", path: "/players", reason: "no such method", allow: ["GET"] }),
      status: 404,
      error: "NOT_FOUND",
      message: "Endpoint not found: PATCH /players",
    },
    {
      name: "an error of the contract",
      answer: known?.(new ServiceError(409, "Taken")),
      status: 409,
      error: "SERVICE_ERROR",
      message: "Taken",
    },
    {
      name: "any other error",
      answer: unexpected(),
      status: 500,
      error: "INTERNAL_ERROR",
      message: "An unexpected error occurred",
    },
  ];
  for (const { name, answer, status, error, message } of cases) {
    it(`answers ${name} with ${status} ${error}`, () => {
      expect(answer?.status).to.equal(status);
      expect(answer?.body).to.deep.include({ error, message, details: null });
      expect(safeParse(ErrorResponse, answer?.body).success).to.equal(true);
    });
  }

  it("knows no error that is not the contract's", () => {
    expect(known?.(new Error("disk full"))).to.equal(undefined);
  });
});
