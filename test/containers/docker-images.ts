import { randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "./command.ts";

/** The builder that `tasks/docker-engine.sh` makes. */
export const BUILDER = process.env.BUILDX_BUILDER ?? "lambdock";

const PLATFORM = `linux/${process.arch === "arm64" ? "arm64" : "amd64"}`;

export interface ImageBuild {
  /** Folder that the build sees. */
  readonly context: string;
  readonly dockerfile: string;
  readonly target?: string;
  readonly arguments?: Readonly<Record<string, string>>;
  /** Where the image is pushed to: `127.0.0.1:5000/name:tag`. */
  readonly reference: string;
  /** Builds every layer anew. */
  readonly noCache?: boolean;
}

/**
 * Builds an image and pushes it, with the inputs of the deployed one: a single platform, no attestations, and
 * timestamps that don't come from the clock.
 *
 * @returns the digest of the pushed manifest
 */
export async function buildImage(build: ImageBuild): Promise<string> {
  const metadata = join(tmpdir(), `lambdock-${randomUUID()}.json`);
  const args = Object.entries({ SOURCE_DATE_EPOCH: "0", ...build.arguments });
  const output = `type=registry,name=${build.reference},oci-mediatypes=false,rewrite-timestamp=true`;
  try {
    await run("docker", [
      ...["buildx", "build", "--builder", BUILDER, "--progress", "plain", "--metadata-file", metadata],
      ...["--platform", PLATFORM, "--provenance=false", "--sbom=false", "--output", output],
      ...args.flatMap(([name, value]) => ["--build-arg", `${name}=${value}`]),
      ...(build.target === undefined ? [] : ["--target", build.target]),
      ...(build.noCache === true ? ["--no-cache"] : []),
      ...["--file", build.dockerfile, build.context],
    ]);
    return JSON.parse(await readFile(metadata, "utf8"))["containerimage.digest"];
  } finally {
    await rm(metadata, { force: true });
  }
}

/**
 * Builds and pushes a base image.
 * @param fill writes the context's files and gives its Dockerfile
 * @returns `REPOSITORY@DIGEST`
 */
export async function buildBase(
  repository: string,
  fill: (directory: string) => Promise<string>,
): Promise<string> {
  const context = await mkdtemp(join(tmpdir(), "lambdock-base-"));
  try {
    const dockerfile = join(context, "Dockerfile");
    await writeFile(dockerfile, await fill(context));
    const digest = await buildImage({ context, dockerfile, reference: `${repository}:base` });
    return `${repository}@${digest}`;
  } finally {
    await rm(context, { recursive: true, force: true });
  }
}
