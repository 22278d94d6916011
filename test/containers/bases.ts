import { readFile } from "node:fs/promises";
import { run, succeeds } from "./command.ts";
import { buildBase } from "./docker-images.ts";
import type { Registry } from "./registry.ts";
import { lambdaStandIn, nodeStandIn } from "./stand-in-bases.ts";

export interface Base {
  /** `REPOSITORY@DIGEST`. */
  readonly image: string;
  /** The digests of its layers, lowest first. */
  readonly layers: readonly string[];
}

/** The base images that the tests build on. */
export interface Bases {
  readonly lambda: Base;
  readonly server: Base;
}

/**
 * The bases that `functions/Dockerfile` names where they can be pulled, else stand-ins in the tests' registry. Says
 * which, so that no one takes a stand-in's result for AWS's.
 */
export async function chooseBases(dockerfile: string, registry: Registry): Promise<Bases> {
  const named = await namedBases(dockerfile);
  const node = process.execPath;
  return {
    lambda: await chooseBase(named["aws-base"], registry, "stand-in/lambda-nodejs", (directory) =>
      lambdaStandIn(directory, node),
    ),
    server: await chooseBase(named["node-base"], registry, "stand-in/node", (directory) =>
      nodeStandIn(directory, node),
    ),
  };
}

/** Image by stage name, of the stages that are nothing but a name for an image. */
async function namedBases(dockerfile: string): Promise<Record<string, string | undefined>> {
  const text = await readFile(dockerfile, "utf8");
  return Object.fromEntries(
    [...text.matchAll(/^FROM (\S+@sha256:\S+) AS (\S+)$/gm)].map(([, image, name]) => [name, image]),
  );
}

async function chooseBase(
  image: string | undefined,
  registry: Registry,
  repository: string,
  fill: (directory: string) => Promise<string>,
): Promise<Base> {
  if (image !== undefined && (await succeeds("docker", ["pull", "--quiet", image]))) {
    return { image, layers: await layersOfPublished(image) };
  }
  console.warn(
    `\n  !! ${image} can't be pulled. A STAND-IN serves as base: Node ${process.version} of this machine` +
      `${repository.includes("lambda") ? ", AWS's published runtime interface client and emulator" : ""}.\n`,
  );
  const built = await buildBase(`${registry.host}/${repository}`, fill);
  const manifest = await registry.manifest(repository, built.split("@")[1] ?? "");
  return { image: built, layers: manifest.layers.map(({ digest }) => digest) };
}

async function layersOfPublished(image: string): Promise<string[]> {
  const raw = JSON.parse(await run("docker", ["buildx", "imagetools", "inspect", "--raw", image]));
  const architecture = process.arch === "arm64" ? "arm64" : "amd64";
  const listed: { digest: string; platform?: { architecture: string } }[] = raw.manifests ?? [];
  const mine = listed.find(({ platform }) => platform?.architecture === architecture);
  if (mine !== undefined) return layersOfPublished(`${image.split("@")[0]}@${mine.digest}`);
  return raw.layers.map(({ digest }: { digest: string }) => digest);
}
