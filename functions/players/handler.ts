import { errorResponses } from "../shared/error-response.ts";
import { serve } from "../shared/serve.ts";
import { contract } from "./contract.ts";
import { metrics } from "./metrics.ts";
import { changed, newPlayer } from "./player.ts";
import * as store from "./store.ts";

export const handler = serve<typeof contract>(
  contract,
  {
    "POST /players": async ({ body }) => {
      const player = newPlayer(body, new Date());
      await store.create(player);
      return { status: 201, body: player };
    },
    "GET /players": async ({ query }) => {
      const { items, cursor } = await store.list(query);
      return { status: 200, body: { players: items, count: items.length, ...(cursor && { cursor }) } };
    },
    "GET /players/{player_id}": async ({ path }) => ({ status: 200, body: await store.find(path.player_id) }),
    "PUT /players/{player_id}": async ({ path, body }) => ({
      status: 200,
      body: await store.update(path.player_id, (player) => changed(player, body, new Date())),
    }),
    "DELETE /players/{player_id}": async ({ path }) => {
      await store.remove(path.player_id);
      return { status: 204, body: undefined };
    },
    "GET /players/{player_id}/stats": async ({ path }) => ({
      status: 200,
      body: await store.findStats(path.player_id),
    }),
  },
  errorResponses,
  metrics,
);
