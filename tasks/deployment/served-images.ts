import {
  BatchDeleteImageCommand,
  BatchGetImageCommand,
  ECRClient,
  PutImageCommand,
  paginateListImages,
  RepositoryNotFoundException,
} from "@aws-sdk/client-ecr";
import { GetFunctionCommand, LambdaClient, ResourceNotFoundException } from "@aws-sdk/client-lambda";
import { type AwsOptions, asTaskError } from "../aws.ts";
import { ecrRegion, hostOf } from "../repositories.ts";
import type { DeployedFunction, StackOutputs } from "../stack-outputs.ts";
import { TaskError } from "../task.ts";
import { type ImageTags, planTags } from "./image-tags.ts";

/** One request deletes no more. https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchDeleteImage.html */
const DELETED_AT_ONCE = 100;

/**
 * Marks the images that a stack's aliases serve, so that no lifecycle rule expires them, and takes the marks off those
 * that they no longer serve. ECR does not know what Lambda uses. Images in other registries than ECR are left alone, and so
 * is what was deleted by hand: the next deployment makes it again.
 * @param tags further tags for the images that were published last
 * @throws TaskError in AWS's words
 */
export async function markServedImages(
  stack: string,
  { deployedFunctions }: StackOutputs,
  options: AwsOptions,
  tags: readonly string[],
): Promise<void> {
  // No emulator expires images.
  if (options.endpoint !== undefined) return;
  const lambda = new LambdaClient(options);
  for (const fn of Object.values(deployedFunctions)) {
    const region = ecrRegion(hostOf(fn.repositoryUrl));
    if (region === undefined) continue;
    const repository = new Repository(new ECRClient({ ...options, region }), fn.repositoryUrl);
    const served = await servedDigests(lambda, fn);
    const existing = await repository.tags();
    // An image goes with its last tag, and what was deleted by hand may be made again of it.
    if (served.size === 0 || existing === undefined) continue;
    const published = served.get(fn.version);
    const more = new Map(published === undefined ? [] : tags.map((tag) => [tag, published] as const));
    const plan = planTags(stack, existing, served, more);
    for (const [tag, digest] of plan.add) await repository.add(tag, digest);
    await repository.remove(plan.remove);
  }
}

/** Digests by version, of the versions that may have traffic. One that was deleted has none. */
async function servedDigests(lambda: LambdaClient, fn: DeployedFunction): Promise<ImageTags> {
  const versions = [...new Set([fn.liveVersion, fn.version])];
  const digests = versions.map(
    async (version) => [version, await digestOf(lambda, fn.name, version)] as const,
  );
  return new Map(
    (await Promise.all(digests)).flatMap(([version, digest]) => (digest ? [[version, digest]] : [])),
  );
}

/** @returns undefined for a version that is not there */
async function digestOf(lambda: LambdaClient, name: string, version: string): Promise<string | undefined> {
  const found = await lambda
    .send(new GetFunctionCommand({ FunctionName: name, Qualifier: version }))
    .catch((error) => (error instanceof ResourceNotFoundException ? undefined : asTaskError(error)));
  if (found === undefined) return undefined;
  const digest = found.Code?.ResolvedImageUri?.split("@").at(-1);
  if (digest === undefined) throw new TaskError(`AWS does not say which image ${name}:${version} runs.`);
  return digest;
}

class Repository {
  readonly #ecr: ECRClient;
  readonly #name: string;

  constructor(ecr: ECRClient, url: string) {
    this.#ecr = ecr;
    this.#name = url.slice(url.indexOf("/") + 1);
  }

  /** @returns undefined for a repository that is not there */
  async tags(): Promise<ImageTags | undefined> {
    const found = new Map<string, string>();
    try {
      const pages = paginateListImages(
        { client: this.#ecr },
        { repositoryName: this.#name, filter: { tagStatus: "TAGGED" } },
      );
      for await (const { imageIds = [] } of pages) {
        for (const { imageTag = "", imageDigest = "" } of imageIds) found.set(imageTag, imageDigest);
      }
    } catch (error) {
      if (error instanceof RepositoryNotFoundException) return undefined;
      asTaskError(error);
    }
    return found;
  }

  /** As AWS does it by hand: the same manifest is put again under another tag. */
  async add(imageTag: string, imageDigest: string): Promise<void> {
    const repositoryName = this.#name;
    const found = await this.#ecr
      .send(new BatchGetImageCommand({ repositoryName, imageIds: [{ imageDigest }] }))
      .catch(asTaskError);
    const { imageManifest, imageManifestMediaType } = found.images?.[0] ?? {};
    if (imageManifest === undefined) {
      process.stderr.write(
        `${repositoryName} has no image ${imageDigest} that could be tagged ${imageTag}.\n`,
      );
      return;
    }
    await this.#ecr
      .send(new PutImageCommand({ repositoryName, imageTag, imageManifest, imageManifestMediaType }))
      .catch(asTaskError);
    process.stderr.write(`Tagged ${repositoryName}@${imageDigest.slice(0, 19)} ${imageTag}\n`);
  }

  async remove(tags: readonly string[]): Promise<void> {
    const repositoryName = this.#name;
    for (let from = 0; from < tags.length; from += DELETED_AT_ONCE) {
      const imageIds = tags.slice(from, from + DELETED_AT_ONCE).map((imageTag) => ({ imageTag }));
      await this.#ecr.send(new BatchDeleteImageCommand({ repositoryName, imageIds })).catch(asTaskError);
    }
    if (tags.length > 0) process.stderr.write(`Untagged ${repositoryName}: ${tags.join(", ")}\n`);
  }
}
