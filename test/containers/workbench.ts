import { globSync } from "node:fs";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { bundle } from "../../bundle/bundle.ts";
import { type Bases, chooseBases } from "./bases.ts";
import { run } from "./command.ts";
import { buildImage } from "./docker-images.ts";
import { Registry } from "./registry.ts";

export const TARGETS = ["lambda", "server"] as const;
export type Target = (typeof TARGETS)[number];

const PROJECT = join(import.meta.dirname, "../..");
const DOCKERFILE = join(PROJECT, "functions/Dockerfile");

/** Every function of the project, or those that `--service` names. */
export const FUNCTIONS: readonly string[] = globSync("functions/*/handler.ts", { cwd: PROJECT })
  .map((path) => basename(dirname(path)))
  .filter((name) => (process.env.SERVICES ?? name).split(",").includes(name))
  .sort();

/** A pushed image of a function. */
export interface BuiltImage {
  readonly repository: string;
  readonly digest: string;
  /** Pulled into the engine: what `docker run` takes. */
  readonly name: string;
}

/** What all suites build with: one registry, one set of bases, and each image built once. */
class Workbench {
  readonly registry: Registry;
  readonly bases: Bases;
  readonly #directory: string;
  readonly #contexts = new Map<string, Promise<string>>();
  readonly #images = new Map<string, Promise<BuiltImage>>();

  private constructor(registry: Registry, bases: Bases, directory: string) {
    this.registry = registry;
    this.bases = bases;
    this.#directory = directory;
  }

  static async open(): Promise<Workbench> {
    const registry = await Registry.start();
    try {
      const bases = await chooseBases(DOCKERFILE, registry);
      return new Workbench(registry, bases, await mkdtemp(join(tmpdir(), "lambdock-contexts-")));
    } catch (error) {
      await registry.stop();
      throw error;
    }
  }

  /** The image of a function: built, pushed and pulled when it is first asked for. */
  image(name: string, target: Target): Promise<BuiltImage> {
    const key = `${name}/${target}`;
    const image = this.#images.get(key) ?? this.#pushAndPull(name, target);
    this.#images.set(key, image);
    return image;
  }

  /** Builds and pushes a function's image. @returns the digest of its manifest */
  async build(
    name: string,
    target: Target,
    options: { noCache?: boolean; tag?: string } = {},
  ): Promise<string> {
    const context = this.#contexts.get(name) ?? this.#bundle(name);
    this.#contexts.set(name, context);
    return buildImage({
      context: await context,
      dockerfile: DOCKERFILE,
      target,
      arguments: { [target === "lambda" ? "BASE" : "SERVER_BASE"]: this.bases[target].image },
      reference: `${this.registry.host}/${name}/${target}:${options.tag ?? "latest"}`,
      noCache: options.noCache ?? false,
    });
  }

  /** Removes every image that was pulled from the registry, and the registry. */
  async close(): Promise<void> {
    const images = await Promise.allSettled(this.#images.values());
    const pulled = images.flatMap((image) => (image.status === "fulfilled" ? [image.value.name] : []));
    if (pulled.length > 0) await run("docker", ["image", "rm", "--force", ...pulled]);
    await this.registry.stop();
    await rm(this.#directory, { recursive: true, force: true });
  }

  /** A copy of the function's bundle, which stays as it is while someone edits the sources. */
  async #bundle(name: string): Promise<string> {
    const { directory } = await bundle(`functions/${name}/handler.ts`, name, PROJECT);
    const context = join(this.#directory, name);
    await cp(join(PROJECT, directory), context, { recursive: true });
    return context;
  }

  async #pushAndPull(name: string, target: Target): Promise<BuiltImage> {
    const repository = `${name}/${target}`;
    const digest = await this.build(name, target);
    const reference = `${this.registry.host}/${repository}@${digest}`;
    await run("docker", ["pull", "--quiet", reference]);
    return { repository, digest, name: reference };
  }
}

let opened: Promise<Workbench> | undefined;

/** The one workbench of this run. */
export function workbench(): Promise<Workbench> {
  opened ??= Workbench.open();
  return opened;
}

/** Called by mocha when all suites are done. */
export async function mochaGlobalTeardown(): Promise<void> {
  await (await opened)?.close();
}

/**
 * Values for the variables that a function asks for while it initialises, found by what its sources require.
 * They name nothing that exists.
 */
export async function placeholderEnvironment(name: string): Promise<Record<string, string>> {
  const sources = globSync(`functions/${name}/*.ts`, { cwd: PROJECT });
  const texts = await Promise.all(sources.map((path) => readFile(join(PROJECT, path), "utf8")));
  const names = texts.flatMap((text) =>
    [...text.matchAll(/required\("(\w+)"\)/g)].map((match) => match[1] ?? ""),
  );
  return Object.fromEntries(names.map((variable) => [variable, "placeholder"]));
}
