import { logger } from "../shared/logger.ts";
import { serve } from "../shared/serve.ts";
import { contract } from "./contract.ts";
import { errors } from "./errors.ts";
import { buildPayload } from "./payload.ts";

export const handler = serve<typeof contract>(
  contract,
  {
    "GET /data": () => ({ status: 200, body: buildPayload() }),
    "GET /healthz": () => ({ status: 200, body: { status: "ok" } }),
    "GET /readyz": () => {
      try {
        buildPayload();
        return { status: 200, body: { status: "ready" } };
      } catch (error) {
        logger.error("No data set can be built.", error as Error);
        return { status: 503, body: { status: "not ready" } };
      }
    },
  },
  errors,
);
