import type { ApiCase } from "../../support/api-case.ts";
import { refusal } from "../../support/error-response.ts";
import { deleteCases, updateCases } from "./change.cases.ts";
import { createCases } from "./create.cases.ts";
import { readCases } from "./read.cases.ts";

const routeCases: readonly ApiCase[] = [
  { method: "PATCH", path: "/players" },
  { method: "DELETE", path: "/players" },
  { method: "POST", path: "/players/plr_0000000000000000" },
  { method: "PUT", path: "/players/plr_0000000000000000/stats" },
  { method: "GET", path: "/players/plr_0000000000000000/friends" },
].map((request) => ({
  name: `has no ${request.method} ${request.path}`,
  request,
  ...refusal(404, "NOT_FOUND", `Endpoint not found: ${request.method} ${request.path}`),
}));

/** Every row of the contract. The tables may be empty or not. */
export const cases: readonly ApiCase[] = [
  ...createCases,
  ...readCases,
  ...updateCases,
  ...deleteCases,
  ...routeCases,
];
