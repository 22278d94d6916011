import { CloudWatchLogsClient, DeleteLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import { DeleteRepositoryCommand, ECRClient } from "@aws-sdk/client-ecr";
import { type AwsOptions, asTaskError } from "../aws.ts";
import { ecrRegion, hostOf } from "../repositories.ts";
import type { StackOutputs } from "../stack-outputs.ts";

/**
 * Deletes log groups and repositories of a stack that outlived it: a last log line that came after the group was gone,
 * or an image that somebody pushed.
 * @param outputs the stack's, from before it was destroyed
 * @returns what was deleted
 * @throws TaskError in AWS's words
 */
export async function deleteLeftovers(outputs: StackOutputs, options: AwsOptions): Promise<string[]> {
  const functions = Object.values(outputs.deployedFunctions);
  const logs = new CloudWatchLogsClient(options);
  const found: string[] = [];
  for (const logGroupName of [outputs.apiLogGroup, ...functions.map(({ logGroup }) => logGroup)]) {
    if (await existed(logs.send(new DeleteLogGroupCommand({ logGroupName })))) found.push(logGroupName);
  }
  for (const { repositoryUrl } of functions) {
    const region = ecrRegion(hostOf(repositoryUrl));
    if (region === undefined) continue;
    const repositoryName = repositoryUrl.slice(repositoryUrl.indexOf("/") + 1);
    const request = new DeleteRepositoryCommand({ repositoryName, force: true });
    if (await existed(new ECRClient({ ...options, region }).send(request))) found.push(repositoryName);
  }
  return found;
}

const GONE = new Set(["ResourceNotFoundException", "RepositoryNotFoundException"]);

async function existed(deletion: Promise<unknown>): Promise<boolean> {
  try {
    await deletion;
    return true;
  } catch (error) {
    if (error instanceof Error && GONE.has(error.name)) return false;
    return asTaskError(error);
  }
}
