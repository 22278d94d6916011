import { parseArgs } from "node:util";
import { LocalError } from "./emulator.ts";
import { FAULT_HELP } from "./faults/fault-help.ts";
import type { DeclaredProgram } from "./program/declared.ts";

/** How the local cloud starts. Every field has the default that `npm start` uses. */
export interface StartOptions {
  /** Program file, or folder of a Pulumi project. Default: the working directory. */
  readonly program?: string;
  /** Default: `dev`. */
  readonly stack?: string;
  /** Configuration that wins over the stack's file, by full key. */
  readonly config?: Readonly<Record<string, string>>;
  /** Port of the first API; further APIs take the next ones. 0 takes any free port. Default: 3000. */
  readonly port?: number;
  /** Port of the AWS endpoint. 0 takes any free port. Default: 4566. */
  readonly awsPort?: number;
  /** Port of the first Function URL. 0 takes any free ports. Default: 3001. */
  readonly functionUrlPort?: number;
  /** Port of the console. 0 takes any free port. Default: the one after the AWS endpoint's, or any where that is any. */
  readonly consolePort?: number;
  /** Keeps data in memory only. Default: false, data stays in `.lambdock/<stack>/`. */
  readonly ephemeral?: boolean;
  /** Empties the stack's data folder first. */
  readonly reset?: boolean;
  /** URL of a DynamoDB engine to use instead of starting one. */
  readonly dynamodb?: string;
  /** Execution environments a function may have at once; `unlimited` is AWS's behaviour. Default: four a core. */
  readonly maxInstances?: number | "unlimited";
  /** Faults that are on from the start: `players:latency=2s@10%`. Default: none. */
  readonly faults?: readonly string[];
  /** Samples traces as AWS does: the first request of each second and 5 % of the others. Default: false, all. */
  readonly sampleTraces?: boolean;
  /** Runs functions in containers of their images instead of processes. Default: false. */
  readonly containers?: boolean;
  /** Watches sources and serves edits. Default: true. */
  readonly watch?: boolean;
  /** What the program declares, where that is known. Default: it is evaluated. */
  readonly evaluated?: DeclaredProgram;
}

export interface CommandLine extends StartOptions {
  readonly json: boolean;
  readonly help: boolean;
}

export const USAGE = `Runs a Pulumi program on this machine: its API, functions, tables and roles. No AWS account, no Docker.

Usage: npm start -- [options]

  --program PATH            program file or project folder            (default: this project)
  --stack NAME              stack whose settings to use               (default: dev)
  --config KEY=VALUE        a setting that wins over the stack's file, for example
                            --config lambdock:logLevel=DEBUG; may be repeated
  --port N                  port of the API; further APIs take the next ones   (default: 3000)
  --function-url-port N     port of the first Function URL            (default: 3001)
  --aws-port N              port of the AWS endpoint                  (default: 4566)
  --console-port N          port of the console, a web page that shows everything
                            (default: the one after the AWS endpoint's)
  --max-instances N         execution environments a function may have at once, or
                            "unlimited" to throttle as AWS does       (default: four a core)
  --containers              run functions in containers of their images, which Docker builds, instead
                            of processes: slower, and closer to Lambda; see docs/images.md
  --dynamodb URL            use this DynamoDB engine (DynamoDB Local or another)
                            instead of starting one
  --fault FAULT             have something fail or slow down, to rehearse it; may be repeated:
                            'players:latency=2s@10%'  '"POST /message":error@50%'
                            'table/messages:throttle'
  --sample-traces           trace what AWS would: the first request of each second and 5 %
                            of the others                             (default: every request)
  --ephemeral               keep data in memory only
  --reset                   empty the stack's data folder first; says what it removes
  --no-watch                do not serve edits, and evaluate the program before anything is served
  --json                    print one line of JSON when ready, and nothing else (npm prints lines of its
                            own: npm start --silent -- --json)
  --help                    this text

${FAULT_HELP}
Ports accept 0 for any free one. Data and logs are in .lambdock/<stack>/ of the project.
Any AWS SDK and the AWS CLI work against the endpoint with test/test as credentials:
  AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_DEFAULT_REGION=us-east-1 \\
    aws --endpoint-url http://127.0.0.1:4566 dynamodb list-tables
`;

const OPTIONS = {
  program: { type: "string" },
  stack: { type: "string" },
  config: { type: "string", multiple: true },
  port: { type: "string" },
  "aws-port": { type: "string" },
  "function-url-port": { type: "string" },
  "console-port": { type: "string" },
  "max-instances": { type: "string" },
  fault: { type: "string", multiple: true },
  "sample-traces": { type: "boolean" },
  dynamodb: { type: "string" },
  containers: { type: "boolean" },
  ephemeral: { type: "boolean" },
  reset: { type: "boolean" },
  watch: { type: "boolean" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

/** @throws LocalError naming the option that is unknown or malformed */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { values } = parse(args);
  const given = {
    program: values.program,
    stack: values.stack,
    config: values.config && Object.fromEntries(values.config.map(readPair)),
    port: readNumber("--port", values.port, 0, 65_535),
    awsPort: readNumber("--aws-port", values["aws-port"], 0, 65_535),
    functionUrlPort: readNumber("--function-url-port", values["function-url-port"], 0, 65_535),
    consolePort: readNumber("--console-port", values["console-port"], 0, 65_535),
    maxInstances:
      values["max-instances"] === "unlimited"
        ? ("unlimited" as const)
        : readNumber("--max-instances", values["max-instances"], 1, 1000),
    dynamodb: values.dynamodb,
    faults: values.fault,
    sampleTraces: values["sample-traces"],
    containers: values.containers,
    ephemeral: values.ephemeral,
    reset: values.reset,
    watch: values.watch,
  };
  const { port, functionUrlPort, awsPort, consolePort } = given;
  // An API and a Function URL may name one port: the second one takes the next.
  refuseSharedPort({ "--port": port, "--aws-port": awsPort, "--console-port": consolePort });
  refuseSharedPort({
    "--function-url-port": functionUrlPort,
    "--aws-port": awsPort,
    "--console-port": consolePort,
  });
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { ...set, json: values.json === true, help: values.help === true };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true, allowNegative: true });
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split(". ")[0] ?? "") : String(error);
    throw new LocalError(`npm start: ${reason}. See npm start -- --help.`);
  }
}

function readNumber(option: string, text: string | undefined, low: number, high: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= low && value <= high) return value;
  throw new LocalError(`npm start: ${option} must be a whole number from ${low} to ${high}; got ${text}.`);
}

function refuseSharedPort(ports: Readonly<Record<string, number | undefined>>): void {
  const named = Object.entries(ports).filter(([, port]) => port !== undefined && port !== 0);
  for (const [index, [option, port]] of named.entries()) {
    const [first] = named.slice(0, index).find(([, other]) => other === port) ?? [];
    if (first === undefined) continue;
    throw new LocalError(`npm start: ${first} and ${option} both name port ${port}. Give each its own.`);
  }
}

function readPair(pair: string): [string, string] {
  const [, key, value] = /^([^=]+)=(.*)$/s.exec(pair) ?? [];
  if (key !== undefined && value !== undefined) return [key, value];
  throw new LocalError(`npm start: --config must be KEY=VALUE; got ${pair}.`);
}
