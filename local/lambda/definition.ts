import * as v from "valibot";
import { functionConfigurationRules } from "../../rules/aws/function-configuration.ts";
import { nameRules } from "../../rules/aws/names.ts";
import { uniqueNames } from "../../rules/aws/unique-names.ts";
import { checkDeclared } from "../declared-rules.ts";
import { LocalError } from "../emulator.ts";
import type { DeclaredProgram, DeclaredResource } from "../program/declared.ts";
import { ofType } from "../program/declared.ts";
import type { DeclaredImage, FunctionCode, LocateCode } from "./code.ts";
import { declaredProperties } from "./declared-properties.ts";
import { parseFunctionName } from "./function-name.ts";

export const functionType = "aws:lambda/function:Function";
export const aliasType = "aws:lambda/alias:Alias";
export const eventInvokeConfigType = "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig";

/** What an execution environment is made from: when any of it changes, the function's processes are replaced. */
export interface FunctionConfiguration {
  readonly name: string;
  /** Without a qualifier. */
  readonly arn: string;
  readonly region: string;
  readonly roleArn: string;
  /** `FILE.EXPORT`, relative to the code directory. */
  readonly handler: string;
  /** The folder that AWS has as `/var/task`, absolute. */
  readonly codeDirectory: string;
  /** The image with its digest: other code in the same folder is other code. Empty for code that is no image. */
  readonly imageUri: string;
  /** How the image is built; absent for code that is no image. */
  readonly image?: DeclaredImage;
  /** Major version of the Node.js runtime that the function is deployed on; locally all run on this process's Node. */
  readonly nodeMajor: number;
  readonly memorySizeMb: number;
  readonly timeoutSeconds: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly architecture: string;
  /** Size of `/tmp` on AWS, in MB; not enforced locally. */
  readonly ephemeralStorageMb: number;
  readonly activeTracing: boolean;
  readonly logGroup: string;
  /** Several functions may share a log group that is named explicitly: their stream names then say whose they are. */
  readonly sharedLogGroup: boolean;
  readonly logFormat: "Text" | "JSON";
  readonly applicationLogLevel?: string;
}

export interface AliasDefinition {
  readonly name: string;
  readonly version: string;
  /** Share of the invocations, 0 to 1, of each other version. */
  readonly weights: Readonly<Record<string, number>>;
}

export interface FunctionDefinition {
  readonly configuration: FunctionConfiguration;
  /** The published version; `$LATEST` when the function does not publish. */
  readonly version: string;
  readonly aliases: readonly AliasDefinition[];
  /** Undefined: the function shares the account's unreserved concurrency. */
  readonly reservedConcurrency: number | undefined;
  /** How a failed asynchronous invocation is retried, the defaults being Lambda's: 2 times, within 6 hours. */
  readonly asynchronous: AsynchronousDefinition;
}

export interface AsynchronousDefinition {
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeSeconds: number;
  /** ARNs that are told how an event ended. */
  readonly onSuccess?: string;
  readonly onFailure?: string;
  /** ARN that gets the events that failed. */
  readonly deadLetter?: string;
}

const functionProperties = v.object({
  name: v.string(),
  imageUri: v.optional(v.string()),
  arn: v.string(),
  role: v.string(),
  version: v.optional(v.string(), "$LATEST"),
  handler: v.optional(v.string()),
  imageConfig: v.optional(v.object({ commands: v.optional(v.array(v.string())) })),
  runtime: v.optional(v.string()),
  memorySize: v.optional(v.number(), 128),
  timeout: v.optional(v.number(), 3),
  environment: v.optional(v.object({ variables: v.optional(v.record(v.string(), v.string()), {}) })),
  architectures: v.optional(v.array(v.string())),
  ephemeralStorage: v.optional(v.object({ size: v.optional(v.number(), 512) })),
  tracingConfig: v.optional(v.object({ mode: v.string() })),
  loggingConfig: v.optional(
    v.object({
      logFormat: v.optional(v.picklist(["Text", "JSON"]), "Text"),
      logGroup: v.optional(v.string()),
      applicationLogLevel: v.optional(v.string()),
    }),
  ),
  reservedConcurrentExecutions: v.optional(v.number(), -1),
  deadLetterConfig: v.optional(v.object({ targetArn: v.string() })),
});

const aliasProperties = v.object({
  name: v.string(),
  functionName: v.string(),
  functionVersion: v.string(),
  routingConfig: v.optional(
    v.object({ additionalVersionWeights: v.optional(v.record(v.string(), v.number()), {}) }),
  ),
});

const destination = v.optional(v.object({ destination: v.string() }));

const eventInvokeProperties = v.object({
  functionName: v.string(),
  maximumRetryAttempts: v.optional(v.number(), 2),
  maximumEventAgeInSeconds: v.optional(v.number(), 21_600),
  destinationConfig: v.optional(v.object({ onSuccess: destination, onFailure: destination })),
});

/**
 * The functions that a program declares.
 * @throws LocalError when a declaration lacks what Lambda needs or has what it refuses, or its code can't be found.
 */
export function functionDefinitions(program: DeclaredProgram, locateCode: LocateCode): FunctionDefinition[] {
  checkDeclared(
    program,
    [functionType, aliasType],
    [...nameRules, uniqueNames, ...functionConfigurationRules],
  );
  const aliases = ofType(program, aliasType).map((resource) => declaredProperties(resource, aliasProperties));
  const eventConfigs = ofType(program, eventInvokeConfigType).map((one) =>
    declaredProperties(one, eventInvokeProperties),
  );
  return ofType(program, functionType).map((resource) => {
    const properties = declaredProperties(resource, functionProperties);
    const isMine = (one: { functionName: string }) =>
      parseFunctionName(one.functionName)?.name === properties.name;
    const { reservedConcurrentExecutions } = properties;
    return {
      configuration: configuration(resource, properties, locateCode(resource, program), program.region),
      version: properties.version,
      aliases: aliases.filter(isMine).map((alias) => ({
        name: alias.name,
        version: alias.functionVersion,
        weights: alias.routingConfig?.additionalVersionWeights ?? {},
      })),
      reservedConcurrency: reservedConcurrentExecutions < 0 ? undefined : reservedConcurrentExecutions,
      asynchronous: asynchronous(eventConfigs.find(isMine), properties.deadLetterConfig?.targetArn),
    };
  });
}

function asynchronous(
  config: v.InferOutput<typeof eventInvokeProperties> | undefined,
  deadLetter: string | undefined,
): AsynchronousDefinition {
  const onSuccess = config?.destinationConfig?.onSuccess?.destination;
  const onFailure = config?.destinationConfig?.onFailure?.destination;
  return {
    maximumRetryAttempts: config?.maximumRetryAttempts ?? 2,
    maximumEventAgeSeconds: config?.maximumEventAgeInSeconds ?? 21_600,
    ...(onSuccess !== undefined && { onSuccess }),
    ...(onFailure !== undefined && { onFailure }),
    ...(deadLetter !== undefined && { deadLetter }),
  };
}

function configuration(
  resource: DeclaredResource,
  properties: v.InferOutput<typeof functionProperties>,
  code: FunctionCode,
  region: string,
): FunctionConfiguration {
  const handler = properties.imageConfig?.commands?.[0] ?? properties.handler ?? code.handler;
  if (!handler) {
    throw new LocalError(
      `Function "${resource.name}" has no handler: set imageConfig.commands, or CMD in its Dockerfile, to ["FILE.EXPORT"].`,
    );
  }
  const { loggingConfig } = properties;
  return {
    name: properties.name,
    arn: properties.arn,
    region,
    roleArn: properties.role,
    handler,
    codeDirectory: code.directory,
    imageUri: properties.imageUri ?? "",
    ...(code.image !== undefined && { image: code.image }),
    nodeMajor: Number(/^nodejs(\d+)/.exec(properties.runtime ?? "")?.[1] ?? code.nodeMajor ?? 24),
    memorySizeMb: properties.memorySize,
    timeoutSeconds: properties.timeout,
    environment: properties.environment?.variables ?? {},
    architecture: properties.architectures?.[0] ?? "x86_64",
    ephemeralStorageMb: properties.ephemeralStorage?.size ?? 512,
    activeTracing: properties.tracingConfig?.mode === "Active",
    logGroup: loggingConfig?.logGroup ?? `/aws/lambda/${properties.name}`,
    sharedLogGroup: loggingConfig?.logGroup !== undefined,
    logFormat: loggingConfig?.logFormat ?? "Text",
    ...(loggingConfig?.applicationLogLevel && { applicationLogLevel: loggingConfig.applicationLogLevel }),
  };
}
