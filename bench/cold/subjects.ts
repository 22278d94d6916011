import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { FunctionConfiguration } from "../../local/lambda/definition.ts";
import { cacheDirectory } from "../folders.ts";
import type { ColdStart } from "./first-answer.ts";
import { firstRequest } from "./first-requests.ts";
import { emptied, nameOf, unbundled } from "./variants.ts";

export type Code = "empty" | "bundled" | "unbundled";

/** One way to run a function. */
export interface Variant {
  readonly code: Code;
  /** Whether V8's compile cache is there. */
  readonly cached: boolean;
  readonly start: ColdStart;
}

/** A function with all the ways in which it is measured. */
export interface Subject {
  readonly name: string;
  /** Whether its first request needs an answer of DynamoDB. */
  readonly readsTable: boolean;
  readonly variants: readonly Variant[];
}

/** Makes the code of each variant, and empties the folder of the compile cache. */
export async function subjectsOf(functions: readonly FunctionConfiguration[]): Promise<Subject[]> {
  const compileCacheDirectory = join(cacheDirectory, "compile-cache");
  await rm(compileCacheDirectory, { recursive: true, force: true });
  return Promise.all(
    functions.map(async (configuration) => {
      const name = nameOf(configuration);
      const request = firstRequest(name);
      const starts: Readonly<Record<Code, ColdStart>> = {
        empty: { configuration: await emptied(configuration), request, anyStatus: true },
        bundled: { configuration, request },
        unbundled: { configuration: await unbundled(configuration), request },
      };
      const variants = (Object.keys(starts) as Code[]).flatMap((code) => [
        { code, cached: false, start: starts[code] },
        { code, cached: true, start: { ...starts[code], compileCacheDirectory } },
      ]);
      return { name, readsTable: request.readsTable, variants };
    }),
  );
}
