import type { AnswerMetrics } from "../shared/answer-metrics.ts";
import type { contract } from "./contract.ts";

/** What is counted of patients. */
export const metrics: AnswerMetrics<typeof contract> = {
  "POST /patients": {
    201: { name: "PatientsAdded", unit: "Count" },
  },
};
