import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import type { PermissionUse, Use } from "./permission-use.ts";

const FILE = "permissions.json";
const SAVE_MS = 5_000;

const Kept = v.object({
  uses: v.array(
    v.object({
      roleName: v.string(),
      action: v.string(),
      resource: v.string(),
      allowed: v.boolean(),
      because: v.string(),
      count: v.number(),
    }),
  ),
});

/** Keeps the uses of this run in the data folder, for the report when it has ended. @returns a function that ends it */
export function keepUses(use: PermissionUse, dataDir: string): () => void {
  let saved = -1;
  const save = () => {
    if (use.changes === saved) return;
    saved = use.changes;
    writeFileSync(join(dataDir, FILE), `${JSON.stringify({ uses: use.uses }, null, 2)}\n`);
  };
  save();
  const timer = setInterval(save, SAVE_MS).unref();
  return () => {
    clearInterval(timer);
    save();
  };
}

/** What the last run used. @returns undefined when there was none, or its file can't be read */
export function keptUses(dataDir: string): readonly Use[] | undefined {
  try {
    const parsed = v.safeParse(Kept, JSON.parse(readFileSync(join(dataDir, FILE), "utf8")));
    return parsed.success ? parsed.output.uses : undefined;
  } catch {
    return undefined;
  }
}
