import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { DeclaredProgram } from "../local/program/declared.ts";
import { type Alarm, alarmsOf, unwatched } from "./alarms.ts";
import { type Bundle, bundlesOf } from "./bundles.ts";
import { type Permission, permissionsOf } from "./permissions.ts";
import { type Route, routesOf } from "./routes.ts";

const OPENAPI_FILE = "openapi.json";

/** What of a revision is worth a reviewer's look. */
export interface Snapshot {
  readonly permissions: readonly Permission[];
  readonly routes: readonly Route[];
  readonly alarms: readonly Alarm[];
  /** Functions without an alarm. */
  readonly unwatched: readonly string[];
  readonly bundles: readonly Bundle[];
  /** The committed description of the API, where there is one. */
  readonly openapi: unknown;
}

export async function snapshotOf(declared: DeclaredProgram): Promise<Snapshot> {
  const { resources, directory } = declared;
  return {
    permissions: permissionsOf(resources),
    routes: routesOf(resources),
    alarms: alarmsOf(resources),
    unwatched: unwatched(resources),
    bundles: await bundlesOf(declared),
    openapi: await readDescription(directory),
  };
}

async function readDescription(directory: string): Promise<unknown> {
  const text = await readFile(join(directory, OPENAPI_FILE), "utf8").catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text);
}
