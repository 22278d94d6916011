import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { LIVE_ALIAS } from "../../components/live-alias.ts";
import { type AwsOptions, asTaskError } from "../aws.ts";
import { show } from "../command.ts";
import { TaskError } from "../task.ts";

/**
 * Invokes what is live of a function, in AWS or in an emulator; its log goes to stderr. `$LATEST` may be something that
 * was never live.
 * @returns what it answered
 * @throws TaskError when it can't be reached, or fails
 */
export async function invokeFunction(name: string, event: string, options: AwsOptions): Promise<string> {
  show(awsCommand(name, event, options));
  const client = new LambdaClient({ ...options, maxAttempts: 1 });
  const request = { FunctionName: name, Qualifier: LIVE_ALIAS, Payload: event, LogType: "Tail" } as const;
  const answer = await client.send(new InvokeCommand(request)).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ECONNREFUSED")
      throw new TaskError(`nothing answers at ${options.endpoint}. Run npm start, or use --aws or --image.`);
    return asTaskError(error);
  });
  process.stderr.write(Buffer.from(answer.LogResult ?? "", "base64"));
  const payload = Buffer.from(answer.Payload ?? []).toString();
  if (answer.FunctionError !== undefined) throw new TaskError(`${name} failed: ${payload}`);
  return payload;
}

/** The same with the AWS CLI. */
function awsCommand(name: string, event: string, { endpoint, region }: AwsOptions): string[] {
  return [
    ...["aws", "lambda", "invoke", "--function-name", name, "--qualifier", LIVE_ALIAS, "--region", region],
    ...["--cli-binary-format", "raw-in-base64-out", "--payload", event],
    ...(endpoint === undefined ? [] : ["--endpoint-url", endpoint]),
    "/dev/stdout",
  ];
}
