import type { AnswerMetrics } from "../shared/answer-metrics.ts";
import type { contract } from "./contract.ts";

/** What is counted of logins. A refused body is no login. */
export const metrics: AnswerMetrics<typeof contract> = {
  "POST /auth/token": {
    200: { name: "LoginsOk", unit: "Count" },
    401: { name: "LoginsFailed", unit: "Count" },
  },
};
