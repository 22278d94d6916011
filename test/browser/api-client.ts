import type { LocalCloud } from "../../local/start.ts";
import { apiOf } from "../support/shared-cloud.ts";

/** One request to the API, with JSON. @returns when it was answered, by this process's clock, and what */
export async function call(cloud: LocalCloud, method: string, path: string, body?: unknown) {
  const response = await fetch(`${apiOf(cloud)}${path}`, {
    method,
    ...(body !== undefined && {
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
  });
  const text = await response.text();
  return { answeredAt: performance.now(), status: response.status, text };
}
