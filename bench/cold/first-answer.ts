import { performance } from "node:perf_hooks";
import { accountId } from "../../local/arn.ts";
import { operatorCredentials } from "../../local/aws/credentials.ts";
import type { FunctionConfiguration } from "../../local/lambda/definition.ts";
import { functionEnvironment } from "../../local/lambda/function-environment.ts";
import { ProcessHost } from "../../local/lambda/process-host.ts";
import { RuntimeProcess } from "../../local/lambda/runtime-process.ts";
import type { ProcessSupervisor } from "../../local/process/supervisor.ts";
import { toEvent } from "../../payload/event.ts";
import type { FirstRequest } from "./first-requests.ts";

/** What runs functions, as `npm start` does it. */
export interface Runtime {
  readonly supervisor: ProcessSupervisor;
  readonly awsEndpoint: string;
}

export interface ColdStart {
  readonly configuration: FunctionConfiguration;
  readonly request: FirstRequest;
  /** V8's compile cache; absent: everything is compiled. */
  readonly compileCacheDirectory?: string;
  /** Any status will do: the empty handler knows no routes. */
  readonly anyStatus?: boolean;
}

/** Lambda has a session token too, so there is one. */
const CREDENTIALS = { ...operatorCredentials, sessionToken: "" };

/**
 * Starts a function's process, gives it one event and ends it.
 * @param lingerMs how long it stays after its answer: it writes its compile cache then
 * @returns milliseconds from before the process was started until its answer
 * @throws Error with what the function logged when it fails or answers another status
 */
export async function firstAnswer(start: ColdStart, runtime: Runtime, lingerMs = 0): Promise<number> {
  const lines: string[] = [];
  const event = Buffer.from(JSON.stringify(eventOf(start.request)));
  const started = performance.now();
  const process = await startProcess(start, runtime, (line) => lines.push(line));
  try {
    await process.ready;
    const answer = await process.invoke({
      requestId: REQUEST_ID,
      invokedFunctionArn: start.configuration.arn,
      deadlineMs: Date.now() + 15_000,
      traceHeader: "Root=1-00000000-000000000000000000000000;Sampled=0",
      payload: event,
    });
    const elapsed = performance.now() - started;
    const { name } = start.configuration;
    if (answer.kind !== "response") throw new Error(`${name} failed (${answer.kind}):\n${lines.join("\n")}`);
    checkStatus(start, answer.payload, lines);
    if (lingerMs > 0) await new Promise((resolve) => setTimeout(resolve, lingerMs));
    return elapsed;
  } finally {
    await process.kill();
  }
}

const REQUEST_ID = "6bc28136-00bd-4aaf-8f3e-1b8dbcb2f5a1";

function startProcess(
  { configuration, compileCacheDirectory }: ColdStart,
  { supervisor, awsEndpoint }: Runtime,
  onLine: (line: string) => void,
): Promise<RuntimeProcess> {
  const facts = {
    version: "1",
    logStream: "cold",
    credentials: CREDENTIALS,
    awsEndpoint,
    xrayDaemon: "127.0.0.1:2000",
  };
  const host = new ProcessHost(supervisor, compileCacheDirectory);
  return RuntimeProcess.start({
    start: (runtimeApi) => {
      const environment = functionEnvironment(configuration, { ...facts, runtimeApi });
      return host.start({ configuration, instance: "cold", environment });
    },
    onLine,
  });
}

function checkStatus(
  { configuration, request, anyStatus }: ColdStart,
  payload: Buffer,
  lines: string[],
): void {
  const { statusCode } = JSON.parse(payload.toString()) as { statusCode?: number };
  if (anyStatus === true || statusCode === request.status) return;
  const answered = `${configuration.name} answered ${request.routeKey} with ${payload}`;
  throw new Error(`${answered}, not with status ${request.status}:\n${lines.join("\n")}`);
}

function eventOf({ routeKey, path, pathParameters, headers = {}, body }: FirstRequest) {
  return toEvent(
    {
      method: routeKey.split(" ")[0] ?? "GET",
      url: path,
      httpVersion: "1.1",
      rawHeaders: Object.entries(headers).flat(),
      body: Buffer.from(body === undefined ? "" : JSON.stringify(body)),
      remoteAddress: "127.0.0.1",
      localPort: 443,
    },
    {
      source: "http-api",
      accountId,
      apiId: "a1b2c3d4e5",
      domainName: "a1b2c3d4e5.execute-api.us-east-1.amazonaws.com",
      stage: "$default",
      routeKey,
      ...(pathParameters && { pathParameters }),
      requestId: REQUEST_ID,
      time: Date.now(),
    },
  );
}
