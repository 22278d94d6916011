import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ofType } from "../../program/declared.ts";
import { check } from "../http/check.ts";
import { ConsoleError } from "../http/console-error.ts";
import { get, post, type Routes } from "../http/routes.ts";
import type { Recorder } from "../recorder/recorder.ts";
import type { ServedCloud } from "../served-cloud.ts";
import { exampleRequests } from "./example-requests.ts";
import { overview } from "./overview.ts";
import { requestLine } from "./request-line.ts";
import type { RouteLine } from "./route-line.ts";
import { TryRequest, tryRequest } from "./try-it.ts";

/** The overview, the routes, and what happens now. */
export function overviewRoutes(cloud: ServedCloud, recorder: Recorder): Routes {
  return {
    answers: [
      get("/api/overview", () => overviewOf(cloud, recorder)),
      get("/api/routes", () => routeLines(cloud)),
      post("/api/try", ({ body }) => tryRequest(check(TryRequest, body), cloud.urls.apis)),
    ],
    streams: [
      {
        path: "/api/requests/stream",
        open: (_, push) => cloud.events.subscribe("request", (event) => push(() => requestLine(event))),
      },
    ],
  };
}

function overviewOf(cloud: ServedCloud, recorder: Recorder) {
  const { declared, telemetry, urls, functions, awsEndpoint } = cloud;
  if (!declared) throw new ConsoleError(409, "The program is not served yet: try again.");
  const apis = ofType(declared, "aws:apigatewayv2/api:Api");
  return overview({
    declared,
    urls,
    functions,
    awsEndpoint,
    apiIds: new Map(apis.map(({ id, name, outputs }) => [String(outputs.name ?? name), id])),
    metrics: telemetry.metrics,
    alarms: telemetry.alarms.statuses,
    faults: cloud.faults.active,
    requests: recorder.requests.newestFirst(),
    notices: recorder.notices.newestFirst(),
    running: (name) => recorder.instances(name).filter(({ endedAt }) => endedAt === undefined).length,
    now: Date.now(),
  });
}

/** The routes with their examples. */
export async function routeLines({ declared, routes }: ServedCloud): Promise<RouteLine[]> {
  const examples = exampleRequests(declared && (await descriptionIn(declared.directory)));
  return routes.map((route) => ({ ...route, ...examples(route.routeKey) }));
}

/** The project's OpenAPI description, where it has one. */
async function descriptionIn(directory: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(join(directory, "openapi.json"), "utf8"));
  } catch {
    return undefined;
  }
}
