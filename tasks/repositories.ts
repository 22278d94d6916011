import { TaskError } from "./task.ts";

const REPOSITORY = /^[\w.-]+(:\d+)?(\/[\w./-]+)+$/;
const ECR_HOST = /^\d{12}\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(\.cn)?$/;

/**
 * Reads `--ecr-repo-map`: JSON from service to repository, without a tag.
 * @throws TaskError naming the service whose repository is absent or malformed
 */
export function readRepositories(text: string | undefined, services: readonly string[]): Map<string, string> {
  const example = `--ecr-repo-map '{"idp":"123456789012.dkr.ecr.us-east-1.amazonaws.com/lambdock-dev-idp"}'`;
  if (text === undefined) throw new TaskError(`--push needs to know where to: ${example}.`, 2);
  const given = parse(text);
  if (given === undefined)
    throw new TaskError(`--ecr-repo-map must be a JSON object, such as ${example}.`, 2);
  return new Map(
    services.map((service) => {
      const repository = given[service];
      if (typeof repository === "string" && REPOSITORY.test(repository)) return [service, repository];
      throw new TaskError(`--ecr-repo-map must name a repository for ${service}, such as ${example}.`, 2);
    }),
  );
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** Host of a repository. */
export function hostOf(repository: string): string {
  return repository.slice(0, repository.indexOf("/"));
}

/** Region of an ECR registry; undefined for any other registry. */
export function ecrRegion(host: string): string | undefined {
  return ECR_HOST.exec(host)?.[1];
}
