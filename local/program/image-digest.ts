import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

/** Pulumi's type of an image that is built from a Dockerfile. */
export const IMAGE_TYPE = "docker-build:index:Image";

type Properties = Readonly<Record<string, unknown>>;

/**
 * The digest that stands for an image here: of what the image is made from, context and build arguments, so it
 * changes with what the image would hold and with nothing else.
 */
export function imageDigest(inputs: Properties, project: string): string {
  const hash = createHash("sha256");
  const { location: context } = (inputs.context ?? {}) as { location?: string };
  const { location: dockerfile } = (inputs.dockerfile ?? {}) as { location?: string };
  hash.update(JSON.stringify([inputs.buildArgs ?? {}, inputs.platforms ?? [], inputs.target ?? ""]));
  if (dockerfile !== undefined) hashFile(hash, resolve(project, dockerfile), "Dockerfile");
  if (context !== undefined) hashFolder(hash, resolve(project, context));
  return `sha256:${hash.digest("hex")}`;
}

type Hash = ReturnType<typeof createHash>;

function hashFolder(hash: Hash, folder: string): void {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  for (const name of names) hashFile(hash, join(folder, name), name);
}

function hashFile(hash: Hash, path: string, name: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isFile() !== true) return;
  const contents = readFileSync(path);
  hash.update(`${name}\0${contents.byteLength}\0`).update(contents);
}
