import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/**
 * The form of an image's tag.
 * https://docs.docker.com/reference/cli/docker/image/tag/
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImage.html
 */
export const IMAGE_TAG = /^\w[\w.-]{0,127}$/;

/** What an image is made from. */
export interface ImageSource {
  /** The Docker context; every file in it goes in. */
  readonly directory: string;
  readonly dockerfile: string;
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly platform: string;
}

/**
 * A tag that says what is in an image: equal sources have equal tags, in whatever commit, so a commit that leaves a
 * function alone leaves its image alone. `sha-` and the first 12 hexadecimal digits.
 */
export function contentTag({ directory, dockerfile, buildArgs, platform }: ImageSource): string {
  const hash = createHash("sha256").update(JSON.stringify([platform, Object.entries(buildArgs).sort()]));
  hash.update(readFileSync(dockerfile));
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((file) => join(file.parentPath, file.name));
  for (const path of files.sort()) {
    const contents = readFileSync(path);
    hash.update(`${relative(directory, path)}\0${contents.byteLength}\0`).update(contents);
  }
  return `sha-${hash.digest("hex").slice(0, 12)}`;
}
