import { operatorCredentials } from "../local/aws/credentials.ts";
import { type AwsOptions, awsOptions, stackConfig } from "./aws.ts";
import { chosenStack, HELP_OPTION, readArguments, SERVICE_OPTIONS, STACK_OPTIONS } from "./command-line.ts";
import { PROJECT } from "./project.ts";
import { chosenServices } from "./services.ts";
import { deployedOutputs } from "./stack-outputs.ts";
import { runTask, TaskError } from "./task.ts";
import type { PlannedCheck } from "./verification/check.ts";
import { checksOf } from "./verification/checks.ts";
import { report, reportChecks } from "./verification/report.ts";
import { missingTrace } from "./verification/traces.ts";

const USAGE = `Prints the URL of a deployed stack, and checks every endpoint of it.

Usage: npm run verify -- [options]

  --stack NAME          a deployed stack, as --environment or --stage too        (default: dev)
  --service NAME        the endpoints of these services alone                    (default: all)
  --url URL             check what is there instead: no Pulumi, no credentials; the local cloud for example
  --function-url NAME=URL
                        with --url: the Function URL of a service; may be repeated
  --aws-endpoint URL    with --url: where X-Ray is; the local cloud's for example
  --read-only           leave out what needs demo data or leaves data behind
                        (as for any stack without seedDemoData)
  --no-traces           do not wait for a trace in X-Ray
  --curl                print the curl command of every request
  --help                this text

Examples:
  npm run verify -- --stack dev
  npm run verify -- --url http://127.0.0.1:3000
`;

await runTask("verify", async () => {
  const { values, positionals } = readArguments("verify", {
    ...STACK_OPTIONS,
    ...SERVICE_OPTIONS,
    ...HELP_OPTION,
    url: { type: "string" },
    "function-url": { type: "string", multiple: true, default: [] as string[] },
    "aws-endpoint": { type: "string" },
    "read-only": { type: "boolean", default: false },
    traces: { type: "boolean", default: true },
    curl: { type: "boolean", default: false },
  });
  if (values.help) return void process.stdout.write(USAGE);

  const stack = chosenStack(values);
  const services = chosenServices([...values.service, ...values.services, ...positionals]);
  const place = whereIs(stack, values.url, values["function-url"], values["aws-endpoint"]);
  const readOnly = values["read-only"] || !place.sandbox;
  const since = new Date();
  process.stdout.write(`${place.url}\n`);
  const results: boolean[] = [];
  for (const service of services) {
    const { api, functionUrl } = await checksOf(service);
    const allowed = (checks: readonly PlannedCheck[]) =>
      checks.filter(({ sandbox }) => !(readOnly && sandbox));
    results.push(...(await reportChecks(place.url, allowed(api), values.curl)));
    const url = place.functionUrls[service];
    if (url !== undefined) results.push(...(await reportChecks(url, allowed(functionUrl), values.curl)));
  }
  if (place.aws !== undefined && values.traces)
    results.push(await traced(`${PROJECT}-${stack}-${services[0]}`, since, place.aws));
  const failed = results.filter((fine) => !fine).length;
  if (failed > 0) throw new TaskError(`${failed} of ${results.length} checks failed.`);
  process.stdout.write(`All ${results.length} checks passed${readOnly ? ", read-only ones" : ""}.\n`);
});

interface Place {
  readonly url: string;
  /** By service. */
  readonly functionUrls: Readonly<Record<string, string>>;
  /** Where X-Ray is; absent: nowhere. */
  readonly aws?: AwsOptions;
  /** Whether the stack has demo data, and bears more. */
  readonly sandbox: boolean;
}

function whereIs(
  stack: string,
  url: string | undefined,
  functionUrls: readonly string[],
  endpoint: string | undefined,
): Place {
  const config = stackConfig(stack);
  const sandbox = config.values[`${PROJECT}:seedDemoData`] === "true";
  if (url === undefined) {
    const outputs = deployedOutputs(stack);
    if (outputs.revision !== undefined)
      process.stderr.write(`Stack ${stack} was deployed from ${outputs.revision}.\n`);
    const options = awsOptions(config);
    // Emulators take no segments from functions.
    const aws = options.endpoint === undefined ? { aws: options } : {};
    return { url: outputs.apiUrl, functionUrls: bare(Object.entries(outputs.functionUrls)), sandbox, ...aws };
  }
  const { region } = awsOptions(config);
  const aws = endpoint === undefined ? {} : { aws: { region, endpoint, credentials: operatorCredentials } };
  return { url: url.replace(/\/$/, ""), functionUrls: bare(functionUrls.map(readPair)), sandbox, ...aws };
}

function readPair(pair: string): [string, string] {
  const [, service, url] = /^([\w-]+)=(https?:\/\/.+)$/.exec(pair) ?? [];
  if (service !== undefined && url !== undefined) return [service, url];
  throw new TaskError(`--function-url must be NAME=URL, such as data=http://127.0.0.1:3001; got ${pair}.`, 2);
}

/** Paths of checks begin with a slash. */
function bare(urls: readonly (readonly [string, string])[]): Record<string, string> {
  return Object.fromEntries(urls.map(([service, url]) => [service, url.replace(/\/$/, "")]));
}

async function traced(functionName: string, since: Date, options: AwsOptions): Promise<boolean> {
  const started = performance.now();
  const problem = await missingTrace(functionName, since, options);
  report(`a trace of ${functionName}`, Math.round(performance.now() - started), problem);
  return problem === undefined;
}
