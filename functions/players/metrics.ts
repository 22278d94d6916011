import type { AnswerMetrics } from "../shared/answer-metrics.ts";
import type { contract } from "./contract.ts";

/** What is counted of accounts. */
export const metrics: AnswerMetrics<typeof contract> = {
  "POST /players": {
    201: { name: "PlayersCreated", unit: "Count" },
  },
};
