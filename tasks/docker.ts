import { probe } from "./command.ts";

/**
 * What keeps Docker from building, with its fix; undefined when it can.
 * @param builder the buildx builder that is to be used; absent for the current one
 */
export function dockerProblem(builder?: string): string | undefined {
  const engine = probe(["docker", "version", "--format", "{{.Server.Version}}"]);
  if (engine.error !== undefined)
    return "Docker is not installed. Install it: https://docs.docker.com/get-docker/";
  if (engine.status !== 0) {
    return "Docker does not answer. Start it: open Docker Desktop, or run sudo systemctl start docker.";
  }
  if (probe(["docker", "buildx", "version"]).status !== 0) {
    return "docker buildx is missing. Install it: https://docs.docker.com/go/buildx/";
  }
  if (builder && probe(["docker", "buildx", "inspect", builder]).status !== 0) {
    const make = `docker buildx create --name ${builder} --driver docker-container --bootstrap`;
    return `There is no buildx builder ${builder}. Name one that docker buildx ls lists, or run ${make}.`;
  }
  return undefined;
}

/** The same of Docker Compose. */
export function composeProblem(): string | undefined {
  if (probe(["docker", "compose", "version"]).status === 0) return undefined;
  return "Docker Compose is missing. Install it: https://docs.docker.com/compose/install/.";
}

export const IMAGE_TARGETS = ["lambda", "server"] as const;
export type ImageTarget = (typeof IMAGE_TARGETS)[number];

/** Where `npm run build` leaves an image of this machine: `lambdock-idp:dev`, `lambdock-idp-server:dev`. */
export function localImage(project: string, service: string, target: ImageTarget, tag: string): string {
  return `${project}-${service}${target === "server" ? "-server" : ""}:${tag}`;
}

export interface ImageBuild {
  readonly service: string;
  readonly target: ImageTarget;
  /** `NAME:TAG`, with a registry's host where it is pushed. */
  readonly image: string;
  readonly push: boolean;
  readonly cache: boolean;
  readonly platform?: string | undefined;
  readonly builder?: string | undefined;
  readonly baseImage?: string | undefined;
}

/**
 * The command that builds an image which Lambda accepts, as the deployed program builds it: one platform, no
 * attestations, no time of the build. https://docs.aws.amazon.com/lambda/latest/dg/images-create.html#images-reqs
 */
export function buildCommand(build: ImageBuild): string[] {
  const { service, target, image, push, cache, platform, builder, baseImage } = build;
  const base = target === "lambda" ? "BASE" : "SERVER_BASE";
  return [
    ...["docker", "buildx", "build", "--file", "functions/Dockerfile", "--target", target],
    ...(builder === undefined ? [] : ["--builder", builder]),
    ...(platform === undefined ? [] : ["--platform", platform]),
    ...(cache ? [] : ["--no-cache"]),
    ...["--provenance=false", "--sbom=false", "--build-arg", "SOURCE_DATE_EPOCH=0"],
    ...(baseImage === undefined ? [] : ["--build-arg", `${base}=${baseImage}`]),
    ...["--tag", image],
    ...(push ? ["--output", "type=registry,oci-mediatypes=false,rewrite-timestamp=true"] : ["--load"]),
    `.build/${service}`,
  ];
}
