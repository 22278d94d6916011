import { errorResponses } from "../shared/error-response.ts";
import { serve } from "../shared/serve.ts";
import { logIn, refresh, userOf } from "./authentication.ts";
import { contract } from "./contract.ts";
import { metrics } from "./metrics.ts";
import * as store from "./store.ts";

export const handler = serve<typeof contract>(
  contract,
  {
    "POST /auth/token": async ({ body }) => ({ status: 200, body: await logIn(store, body, new Date()) }),
    "GET /auth/userinfo": async ({ headers }) => {
      const user = await userOf(store, headers.authorization, new Date());
      const { user_id, username, email, is_active, created_at } = user;
      return { status: 200, body: { user_id, username, email, is_active, created_at } };
    },
    "POST /auth/refresh": async ({ body }) => ({
      status: 200,
      body: await refresh(store, body.refresh_token, new Date()),
    }),
  },
  errorResponses,
  metrics,
);
