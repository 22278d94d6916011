import type * as docker from "@pulumi/docker-build";
import * as pulumi from "@pulumi/pulumi";
import { contentTag } from "./image-tag.ts";

/** How images are built. No field says what is in an image, except `baseImage`. */
export interface ImageBuild {
  /**
   * Base of the `lambda` target, as the Dockerfile's build argument `BASE`: a mirror, or another pinned digest.
   * Default: the Dockerfile's own.
   */
  readonly baseImage?: string;
  /**
   * More tags beside the one that says what the image holds: a commit, a version, `latest`. Other tags mean another
   * push of every image, though not another digest. Default: none.
   */
  readonly tags?: readonly string[];
  /** Name of a buildx builder. Default: Docker's current one, for which buildx boots a BuildKit container if needed. */
  readonly builder?: string;
  /** Builds in previews too, without pushing. It needs Docker; without it a preview does not. Default: false. */
  readonly buildOnPreview?: boolean;
  /** `gha` keeps layers in GitHub Actions' cache, one scope a function. Default: `none`, the builder's own cache. */
  readonly cache?: ImageCache;
  /** Builds without any cache. Default: false. */
  readonly noCache?: boolean;
}

export const imageCaches = ["none", "gha"] as const;
export type ImageCache = (typeof imageCaches)[number];

export const architectures = ["x86_64", "arm64"] as const;
/** https://docs.aws.amazon.com/lambda/latest/dg/foundation-arch.html */
export type Architecture = (typeof architectures)[number];

const PLATFORM = { x86_64: "linux/amd64", arm64: "linux/arm64" } as const satisfies Record<
  Architecture,
  docker.Platform
>;

/** The stage of the Dockerfile that Lambda runs. */
const TARGET = "lambda";

/**
 * Equal sources give an equal digest only if no file in a layer has the time of the build.
 * https://github.com/moby/buildkit/blob/master/docs/build-repro.md
 */
const SOURCE_DATE_EPOCH = "0";

export interface ImageInputs {
  /** Name of the function; the scope of its cache. */
  readonly name: string;
  /** `HOST/REPOSITORY` to push to. */
  readonly repository: pulumi.Output<string>;
  /** Whether that registry is spoken to by plain HTTP. */
  readonly insecure: boolean;
  /** The Docker context. */
  readonly directory: pulumi.Output<string>;
  readonly dockerfile: string;
  readonly architecture: Architecture;
  readonly build: ImageBuild;
}

/**
 * Arguments of an image that Lambda accepts: one manifest for one platform, not an index, without attestations. The
 * provider's embedded builder writes no provenance; `exec: true` would.
 * https://docs.aws.amazon.com/lambda/latest/dg/images-create.html#images-reqs
 */
export function imageArgs(image: ImageInputs): docker.ImageArgs {
  const { build, directory, dockerfile, name, repository } = image;
  const platform = PLATFORM[image.architecture];
  const gha = build.cache === "gha";
  const buildArgs = { SOURCE_DATE_EPOCH, ...(build.baseImage !== undefined && { BASE: build.baseImage }) };
  const ofContent = directory.apply((context) =>
    contentTag({ directory: context, dockerfile, buildArgs, platform }),
  );
  return {
    context: { location: directory },
    dockerfile: { location: dockerfile },
    target: TARGET,
    platforms: [platform],
    buildArgs,
    tags: [ofContent, ...(build.tags ?? [])].map((tag) => pulumi.interpolate`${repository}:${tag}`),
    // `push: true` would make every preview skip the build.
    push: false,
    exports: [{ raw: exporter(image.insecure) }],
    buildOnPreview: build.buildOnPreview ?? false,
    noCache: build.noCache ?? false,
    // Always there, even with nothing in it: of an input that is new, a preview would take the digest to be known and
    // empty, and show functions of no image.
    builder: build.builder === undefined ? {} : { name: build.builder },
    cacheFrom: gha ? [{ gha: { scope: name } }] : [],
    cacheTo: gha ? [{ gha: { scope: name, mode: "max" } }] : [],
  };
}

/** A Docker manifest rather than an OCI one, and every layer's files at SOURCE_DATE_EPOCH. */
function exporter(insecure: boolean): string {
  const options = ["type=registry", "oci-mediatypes=false", "rewrite-timestamp=true"];
  return [...options, ...(insecure ? ["registry.insecure=true"] : [])].join(",");
}
