import type { Check } from "../shared/check.ts";

/** What `npm run verify` asks a deployed stack for. */
export const checks: readonly Check[] = [
  { method: "GET", path: "/data", status: 200 },
  { method: "GET", path: "/healthz", status: 200, answer: { status: "ok" } },
  { method: "GET", path: "/readyz", status: 200, answer: { status: "ready" } },
];

/** The same of its Function URL, where an unknown path has an answer of its own. */
export const functionUrlChecks: readonly Check[] = [
  { method: "GET", path: "/nowhere", status: 404, answer: { error: "Not found" } },
];
