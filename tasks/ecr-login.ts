import { spawnSync } from "node:child_process";
import { ECRClient, GetAuthorizationTokenCommand } from "@aws-sdk/client-ecr";
import { asTaskError } from "./aws.ts";
import { show } from "./command.ts";
import { TaskError } from "./task.ts";

/**
 * Lets Docker push to an ECR registry for the next 12 hours.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html
 * @throws TaskError when AWS gives no token, or Docker does not keep it
 */
export async function logIn(host: string, region: string): Promise<void> {
  const client = new ECRClient({ region });
  const { authorizationData } = await client.send(new GetAuthorizationTokenCommand({})).catch(asTaskError);
  const token = Buffer.from(authorizationData?.[0]?.authorizationToken ?? "", "base64").toString();
  const command = ["docker", "login", "--username", "AWS", "--password-stdin", host];
  show(command);
  const { status, stderr } = spawnSync("docker", command.slice(1), {
    input: token.slice(token.indexOf(":") + 1),
    encoding: "utf8",
  });
  if (status !== 0) throw new TaskError(`Docker could not log in to ${host}: ${stderr.trim()}`);
}
