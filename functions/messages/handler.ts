import { serve } from "../shared/serve.ts";
import { contract } from "./contract.ts";
import { errors } from "./errors.ts";
import { metrics } from "./metrics.ts";
import { save } from "./store.ts";

export const handler = serve<typeof contract>(
  contract,
  {
    "POST /message": async ({ body }) => {
      await save(body);
      return { status: 200, body: { message: "Message processed successfully." } };
    },
  },
  errors,
  metrics,
);
