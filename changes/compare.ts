import { evaluateProgram } from "../local/program/evaluator.ts";
import { readStackConfig } from "../local/program/stack-config.ts";
import type { Alarm } from "./alarms.ts";
import type { Bundle } from "./bundles.ts";
import { type Difference, differenceOf } from "./difference.ts";
import { type ApiChanges, compareApis } from "./openapi.ts";
import { type Permission, permissionKey } from "./permissions.ts";
import { checkOut } from "./revision.ts";
import type { Route } from "./routes.ts";
import { type Snapshot, snapshotOf } from "./snapshot.ts";

/** What a change of the project changes in AWS and for clients. */
export interface Changes {
  readonly permissions: Difference<Permission>;
  readonly routes: Difference<Route>;
  /** Absent where one of the revisions has no description of its API. */
  readonly api?: ApiChanges;
  readonly bundles: Difference<Bundle>;
  readonly alarms: Difference<Alarm>;
  /** Functions that have no alarm now. */
  readonly unwatched: readonly string[];
}

/** Compares two revisions by what is worth a reviewer's look. */
function compare(before: Snapshot, after: Snapshot): Changes {
  const hasApis = before.openapi !== undefined && after.openapi !== undefined;
  return {
    permissions: differenceOf(before.permissions, after.permissions, permissionKey),
    routes: differenceOf(before.routes, after.routes, ({ key }) => key),
    ...(hasApis && { api: compareApis(before.openapi, after.openapi) }),
    bundles: differenceOf(before.bundles, after.bundles, ({ name }) => name),
    alarms: differenceOf(before.alarms, after.alarms, ({ name }) => name),
    unwatched: after.unwatched,
  };
}

export interface ComparisonArgs {
  /** Folder of the Pulumi project, as it stands. */
  readonly project: string;
  /** Branch, tag or commit to compare it with. */
  readonly against: string;
  readonly stack: string;
  /** Folder for V8's compile cache. */
  readonly cacheDirectory: string;
  /** Takes each line that a program prints. */
  print(line: string): void;
}

/**
 * Evaluates the project under mocks, as it stands and as it was: no credentials, no Docker, no state.
 * @throws RevisionError when there is no such revision
 * @throws LocalError when one of the two can't be evaluated
 */
export async function compareWith(args: ComparisonArgs): Promise<Changes> {
  await using old = await checkOut(args.project, args.against);
  const [before, after] = await Promise.all([snapshot(old.directory, args), snapshot(args.project, args)]);
  return compare(before, after);
}

async function snapshot(
  directory: string,
  { stack, cacheDirectory, print }: ComparisonArgs,
): Promise<Snapshot> {
  const config = readStackConfig(directory, stack);
  return snapshotOf(await evaluateProgram(config, { cacheDirectory, print }));
}
