import { LocalError } from "../../emulator.ts";
import { imageDigest } from "../../program/image-digest.ts";
import type { DeclaredImage } from "../code.ts";
import type { Docker } from "./docker.ts";

/** All images made here are below it, so that one command shows or removes them. */
const REPOSITORY = "lambdock-local";

/** `lambdock-local/FUNCTION:CONTENT`: equal content has an equal name, so an image is built once. */
export function imageName(functionName: string, image: DeclaredImage): string {
  const { context, dockerfile, target, buildArgs, platform } = image;
  const inputs = {
    context: { location: context },
    dockerfile: { location: dockerfile },
    target,
    buildArgs,
    platforms: platform === undefined ? [] : [platform],
  };
  const content = imageDigest(inputs, context).slice("sha256:".length, "sha256:".length + 12);
  return `${REPOSITORY}/${functionName.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}:${content}`;
}

/** The command that builds a declared image into this machine's Docker. */
export function buildArguments(name: string, image: DeclaredImage): string[] {
  const { context, dockerfile, target, buildArgs, platform, builder } = image;
  return [
    ...["buildx", "build", "--load", "--quiet", "--provenance=false", "--tag", name, "--file", dockerfile],
    ...(builder === undefined ? [] : ["--builder", builder]),
    ...(target === undefined ? [] : ["--target", target]),
    ...(platform === undefined ? [] : ["--platform", platform]),
    ...Object.entries(buildArgs).flatMap(([key, value]) => ["--build-arg", `${key}=${value}`]),
    context,
  ];
}

/**
 * Builds a function's image, unless it is there.
 * @param docker runs what may take minutes
 * @param say takes a line for a person when there is something to build
 * @throws LocalError with the builder's last words
 */
export async function makeImage(
  functionName: string,
  image: DeclaredImage,
  docker: Docker,
  say: (line: string) => void,
): Promise<string> {
  const name = imageName(functionName, image);
  const isThere = await docker("image", "inspect", name).then(
    () => true,
    () => false,
  );
  if (isThere) return name;
  say(`Building the image of ${functionName}.`);
  try {
    await docker(...buildArguments(name, image));
  } catch (error) {
    throw new LocalError(
      `The image of function "${functionName}" can't be built. ${(error as Error).message}`,
    );
  }
  return name;
}
