import * as pulumi from "@pulumi/pulumi";
import { isSecretKey } from "./secret-keys.ts";

/** Logical names of what the program declares. */
export interface DeclaredNames {
  readonly tables: readonly string[];
  readonly buckets: readonly string[];
}

/** What of the settings names tables and buckets. */
interface ResourceNames {
  readonly project: string;
  readonly stack: string;
  readonly tableNames: Readonly<Record<string, string>>;
  readonly bucketNames: Readonly<Record<string, string>>;
}

/**
 * Checks that everything that is named is there: with a slip in a name, a stack would get an empty table by a name of
 * Pulumi's. Services know best what they have, so it comes after them; the preview before each update stops at it.
 * @throws RunError with every name that nothing has, one line each
 */
export function checkResourceNames(settings: ResourceNames, { tables, buckets }: DeclaredNames): void {
  const { tableNames, bucketNames } = settings;
  const problems = [
    ...unknownNames(settings, "tableNames", "table", Object.keys(tableNames), tables),
    ...unknownNames(settings, "bucketNames", "bucket", Object.keys(bucketNames), buckets),
  ];
  if (problems.length > 0) throw new pulumi.RunError(problems.join("\n"));
}

function unknownNames(
  { project, stack }: ResourceNames,
  key: string,
  what: string,
  given: readonly string[],
  known: readonly string[],
): string[] {
  const isSecret = isSecretKey(`${project}:${key}`);
  return given
    .filter((name) => !known.includes(name))
    .map(
      (name) =>
        `Pulumi.${stack}.yaml: ${project}:${key} names ${isSecret ? "a secret" : `"${name}"`}, which is no ${what}. ` +
        `Use one of ${known.join(", ")}.`,
    );
}
