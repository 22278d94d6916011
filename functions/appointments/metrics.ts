import type { AnswerMetrics } from "../shared/answer-metrics.ts";
import type { contract } from "./contract.ts";

/** What is counted of appointments. */
export const metrics: AnswerMetrics<typeof contract> = {
  "POST /appointments": {
    201: { name: "AppointmentsScheduled", unit: "Count" },
  },
};
