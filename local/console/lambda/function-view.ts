import type { InvocationEvent, InvocationOutcome } from "../../events.ts";
import type { FunctionDefinition } from "../../lambda/definition.ts";
import type { RoleReport } from "../../permissions/role-report.ts";
import type { Instance } from "../recorder/recorder.ts";
import { environmentVariables, type VariableView } from "./environment-variables.ts";

/** A function in the list. Times in milliseconds. */
export interface FunctionLine {
  readonly name: string;
  readonly memorySizeMb: number;
  readonly timeoutSeconds: number;
  readonly running: number;
  /** Of the invocations that are remembered. */
  readonly invocations: number;
  readonly coldStarts: number;
  readonly failures: number;
  /** Mean init of the cold starts; absent without any. */
  readonly initMs?: number;
  /** The most that an invocation used. */
  readonly maxMemoryUsedMb: number;
}

/** One invocation in a list. */
export interface InvocationLine {
  readonly requestId: string;
  readonly time: number;
  readonly outcome: InvocationOutcome;
  readonly errorType?: string;
  readonly durationMs: number;
  readonly initDurationMs?: number;
  readonly maxMemoryUsedMb: number;
}

/** Everything about one function. */
export interface FunctionDetail {
  readonly line: FunctionLine;
  readonly configuration: Readonly<Record<string, string>>;
  /** Of its bundle; absent for code that is no bundle. */
  readonly codeBytes?: number;
  readonly environment: readonly VariableView[];
  readonly instances: readonly Instance[];
  /** The newest first. */
  readonly invocations: readonly InvocationLine[];
  readonly role: RoleReport;
  readonly logGroup: string;
}

const INVOCATION_LINES = 20;

/** @param invocations of any functions, the newest first */
export function functionLine(
  { configuration }: FunctionDefinition,
  instances: readonly Instance[],
  invocations: Iterable<InvocationEvent>,
): FunctionLine {
  const { name, memorySizeMb, timeoutSeconds } = configuration;
  const own = [...invocations].filter(({ functionName }) => functionName === name);
  const inits = own.flatMap(({ initDurationMs }) => initDurationMs ?? []);
  return {
    name,
    memorySizeMb,
    timeoutSeconds,
    running: instances.filter(({ endedAt }) => endedAt === undefined).length,
    invocations: own.length,
    coldStarts: inits.length,
    failures: own.filter(({ outcome }) => outcome !== "ok").length,
    maxMemoryUsedMb: Math.max(0, ...own.map(({ maxMemoryUsedMb }) => maxMemoryUsedMb)),
    ...(inits.length > 0 && { initMs: inits.reduce((sum, value) => sum + value, 0) / inits.length }),
  };
}

export interface FunctionSource {
  readonly definition: FunctionDefinition;
  readonly instances: readonly Instance[];
  readonly invocations: Iterable<InvocationEvent>;
  readonly role: RoleReport;
  readonly codeBytes: number | undefined;
}

export function functionDetail({
  definition,
  instances,
  invocations,
  role,
  codeBytes,
}: FunctionSource): FunctionDetail {
  const { name, environment, logGroup } = definition.configuration;
  const own = [...invocations].filter(({ functionName }) => functionName === name);
  return {
    line: functionLine(definition, instances, own),
    configuration: configurationOf(definition),
    ...(codeBytes !== undefined && { codeBytes }),
    environment: environmentVariables(environment),
    instances,
    invocations: own.slice(0, INVOCATION_LINES).map(invocationLine),
    role,
    logGroup,
  };
}

function configurationOf({ configuration, version, aliases, reservedConcurrency }: FunctionDefinition) {
  return {
    Handler: configuration.handler,
    Memory: `${configuration.memorySizeMb} MB`,
    "Time-out": `${configuration.timeoutSeconds} s`,
    Architecture: configuration.architecture,
    Version: version,
    Aliases: aliases.map((alias) => `${alias.name} → ${alias.version}`).join(", ") || "none",
    Concurrency: reservedConcurrency === undefined ? "unreserved" : `${reservedConcurrency} reserved`,
    Tracing: configuration.activeTracing ? "active" : "off",
    ARN: configuration.arn,
  };
}

function invocationLine(event: InvocationEvent): InvocationLine {
  const { requestId, time, outcome, errorType, durationMs, initDurationMs, maxMemoryUsedMb } = event;
  return {
    requestId,
    time,
    outcome,
    durationMs,
    maxMemoryUsedMb,
    ...(errorType !== undefined && { errorType }),
    ...(initDurationMs !== undefined && { initDurationMs }),
  };
}
