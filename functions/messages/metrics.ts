import type { AnswerMetrics } from "../shared/answer-metrics.ts";
import type { contract } from "./contract.ts";

/** What is counted of messages. Those that could not be stored are server errors. */
export const metrics: AnswerMetrics<typeof contract> = {
  "POST /message": {
    200: { name: "MessagesStored", unit: "Count" },
    400: { name: "MessagesRefused", unit: "Count" },
  },
};
