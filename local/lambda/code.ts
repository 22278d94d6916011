import { join, resolve } from "node:path";
import * as v from "valibot";
import { LocalError } from "../emulator.ts";
import { type DeclaredProgram, type DeclaredResource, ofType } from "../program/declared.ts";
import { IMAGE_TYPE } from "../program/image-digest.ts";
import { declaredProperties } from "./declared-properties.ts";
import { readDockerfile } from "./dockerfile.ts";

/** How the program builds an image: paths are absolute. */
export interface DeclaredImage {
  readonly context: string;
  readonly dockerfile: string;
  readonly target?: string;
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly platform?: string;
  /** Name of a buildx builder. */
  readonly builder?: string;
}

/** Where a function's code is on this machine, and what its image says about how it runs. */
export interface FunctionCode {
  /** Absent for code that is no image. */
  readonly image?: DeclaredImage;
  /** Absolute; the function sees it as `LAMBDA_TASK_ROOT`. */
  readonly directory: string;
  /** From the Dockerfile's CMD; what the function itself declares goes before it. */
  readonly handler?: string;
  readonly nodeMajor?: number;
}

/** @throws LocalError when the code can't be found. */
export type LocateCode = (resource: DeclaredResource, program: DeclaredProgram) => FunctionCode;

const location = v.optional(v.object({ location: v.optional(v.string()) }));
const imageInputs = v.object({
  context: location,
  dockerfile: location,
  target: v.optional(v.string()),
  buildArgs: v.optional(v.record(v.string(), v.string()), {}),
  platforms: v.optional(v.array(v.string()), []),
  builder: v.optional(v.object({ name: v.optional(v.string()) })),
});

/**
 * An image function's code is the build context of the image that has its digest; a zip function's is the folder of
 * its FileArchive. Any program made of such resources can be run: nothing of it is known here.
 */
export const locateCode: LocateCode = (resource, program) => {
  const { imageUri, code } = resource.inputs;
  if (typeof imageUri === "string") return imageCode(resource, imageUri, program);
  const { path } = (code ?? {}) as { path?: unknown };
  if (typeof path === "string") return { directory: resolve(program.directory, path) };
  throw new LocalError(
    `Function "${resource.name}" has no code that can be run locally: give it imageUri, or a FileArchive of a folder.`,
  );
};

function imageCode(resource: DeclaredResource, imageUri: string, program: DeclaredProgram): FunctionCode {
  const digest = /@(sha256:[0-9a-f]+)$/.exec(imageUri)?.[1];
  if (!digest) {
    throw new LocalError(
      `Function "${resource.name}" names its image by tag (${imageUri}), which does not say what is in it: use the digest, REPOSITORY@\${image.digest}.`,
    );
  }
  const image = ofType(program, IMAGE_TYPE).find(({ outputs }) => outputs.digest === digest);
  if (!image) {
    throw new LocalError(
      `Function "${resource.name}" runs the image ${imageUri}, which the program does not build: only images of ${IMAGE_TYPE} resources can be run locally.`,
    );
  }
  const inputs = declaredProperties(image, imageInputs);
  const context = inputs.context?.location;
  if (!context || context.includes("://")) {
    throw new LocalError(
      `Image "${image.name}" of function "${resource.name}" has no local build context (${context ?? "none"}): set context.location to a folder.`,
    );
  }
  const directory = resolve(program.directory, context);
  const dockerfile = resolve(program.directory, inputs.dockerfile?.location ?? join(directory, "Dockerfile"));
  const { target, buildArgs, platforms, builder } = inputs;
  const declared = {
    context: directory,
    dockerfile,
    buildArgs,
    ...(target !== undefined && { target }),
    ...(platforms[0] !== undefined && { platform: platforms[0] }),
    ...(builder?.name !== undefined && { builder: builder.name }),
  };
  return { directory, image: declared, ...readDockerfile(dockerfile, target) };
}
