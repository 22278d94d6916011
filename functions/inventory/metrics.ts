import type { AnswerMetrics } from "../shared/answer-metrics.ts";
import type { contract } from "./contract.ts";

/** What is counted of items and files. A large file is fetched from S3 by whoever follows the redirect: its bytes are not seen here. */
export const metrics: AnswerMetrics<typeof contract> = {
  "POST /inventory": {
    200: { name: "ItemsUpserted", unit: "Count" },
  },
  "GET /file/download/{filename}": {
    200: { name: "BytesDownloaded", unit: "Bytes" },
    307: { name: "DownloadsRedirected", unit: "Count" },
  },
};
