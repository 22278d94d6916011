import type { Check } from "../shared/check.ts";

const BEARER = { Authorization: "Bearer {access_token}" };

/** What `npm run verify` asks a deployed stack for. */
export const checks: readonly Check[] = [
  { method: "POST", path: "/auth/token", body: {}, status: 400, answer: { error: "VALIDATION_ERROR" } },
  { method: "GET", path: "/auth/userinfo", status: 400 },
  { method: "POST", path: "/auth/refresh", body: {}, status: 400 },
  {
    method: "GET",
    path: "/auth/nowhere",
    status: 404,
    answer: { error: "NOT_FOUND", message: "Endpoint not found: GET /auth/nowhere" },
  },
  {
    method: "POST",
    path: "/auth/token",
    body: { username: "testuser", password: "password123" },
    status: 200,
    answer: { token_type: "Bearer", expires_in: 3600 },
    keep: ["access_token", "refresh_token"],
    sandbox: true,
  },
  {
    method: "GET",
    path: "/auth/userinfo",
    headers: BEARER,
    status: 200,
    answer: { username: "testuser" },
    sandbox: true,
  },
  {
    method: "POST",
    path: "/auth/refresh",
    body: { refresh_token: "{refresh_token}" },
    status: 200,
    answer: { refresh_token: null },
    sandbox: true,
  },
];
