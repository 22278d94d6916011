import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ContainerFunctionArgs } from "./components/container-function.ts";
import type { HttpApiArgs } from "./components/http-api.ts";
import type { NetworkArgs } from "./components/network.ts";
import { parseSettings } from "./settings/parse.ts";
import { revision } from "./settings/revision.ts";
import { isSecretKey } from "./settings/secret-keys.ts";
import type { SettingValues } from "./settings/table.ts";

/** What stack settings decide for one function; its service adds the rest. */
export type FunctionSettings = Required<
  Pick<
    ContainerFunctionArgs,
    "image" | "memorySize" | "timeout" | "architecture" | "logRetentionDays" | "protectData"
  >
> &
  Pick<ContainerFunctionArgs, "reservedConcurrency" | "provisionedConcurrency" | "canary">;

/** A stack's settings, in the shapes that components take. */
export interface Settings {
  readonly project: string;
  readonly stack: string;
  readonly region: string;
  /** The commit that is checked out, for an output: in a resource, each commit would change it. */
  readonly revision: string | undefined;
  /** URL of an emulator to deploy to; absent for AWS. */
  readonly endpoint?: string;
  readonly network: NetworkArgs;
  /** Whether functions join the network. */
  readonly functionsInVpc: boolean;
  readonly api: Required<Pick<HttpApiArgs, "stage" | "throttle" | "cors" | "logRetentionDays">>;
  /** What stack settings decide for the function of this name. */
  functionSettings(name: string): FunctionSettings;
  /** Environment of every function: which stack it is, how much it logs. */
  readonly environment: { readonly ENVIRONMENT: string; readonly LOG_LEVEL: string };
  readonly accountConcurrency: number;
  readonly protectData: boolean;
  /** Whether buckets refuse whoever comes without TLS: everywhere but at an emulator that has none. */
  readonly tlsOnly: boolean;
  readonly seedDemoData: boolean;
  /** Names that tables must have, by service or `service-noun`; Pulumi makes those that are absent. */
  readonly tableNames: Readonly<Record<string, string>>;
  /** Names that buckets must have, by service; Pulumi makes those that are absent. */
  readonly bucketNames: Readonly<Record<string, string>>;
  readonly alertEmails: readonly string[];
  readonly compositeAlarms: boolean;
  readonly xrayGroups: boolean;
  readonly savedQueries: boolean;
}

const DOCKERFILE = "functions/Dockerfile";

/**
 * Reads the stack's settings, before anything is declared.
 * @throws RunError with everything that is wrong, one line each, naming file, key, what is allowed and, unless that is a
 * secret, what was given
 */
export function readSettings(): Settings {
  const project = pulumi.getProject();
  const stack = pulumi.getStack();
  const config = pulumi.runtime.allConfig();
  const region = aws.config.region ?? "";
  const services = serviceNames();
  const { values, problems } = parseSettings({ project, stack, config, isSecret: isSecretKey, services });
  const all = [...regionProblems(stack, region), ...problems];
  if (values === undefined || all.length > 0) throw new pulumi.RunError(all.join("\n"));
  return shape(values, { project, stack, region });
}

/** A service is a folder of functions/ with a handler. */
function serviceNames(): string[] {
  const folder = join(import.meta.dirname, "functions");
  return readdirSync(folder).filter((name) => existsSync(join(folder, name, "handler.ts")));
}

function regionProblems(stack: string, region: string): string[] {
  if (/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) return [];
  const got = isSecretKey("aws:region") ? "a secret" : region || "none";
  return [`Pulumi.${stack}.yaml: aws:region must be an AWS region such as us-east-1; got ${got}.`];
}

function shape(
  values: SettingValues,
  place: { readonly project: string; readonly stack: string; readonly region: string },
): Settings {
  const { endpoint, natGateways, logRetentionDays } = values;
  return {
    ...place,
    revision: revision(import.meta.dirname),
    ...(endpoint !== undefined && { endpoint }),
    network: { region: place.region, nat: natGateways },
    functionsInVpc: values.functionsInVpc,
    api: {
      stage: values.apiStage ?? "$default",
      throttle: { burst: values.apiThrottleBurst, rate: values.apiThrottleRate },
      cors: { origins: values.apiCorsOrigins },
      logRetentionDays,
    },
    functionSettings: (name) => functionSettings(name, values),
    environment: { ENVIRONMENT: place.stack, LOG_LEVEL: values.logLevel },
    accountConcurrency: values.accountConcurrency,
    protectData: values.protectData,
    tlsOnly: endpoint?.startsWith("http://") !== true,
    seedDemoData: values.seedDemoData,
    tableNames: Object.fromEntries(values.tableNames),
    bucketNames: Object.fromEntries(values.bucketNames),
    alertEmails: values.alertEmails,
    compositeAlarms: values.compositeAlarms,
    xrayGroups: values.xrayGroups,
    savedQueries: values.savedQueries,
  };
}

function functionSettings(name: string, values: SettingValues): FunctionSettings {
  const reservedConcurrency = values.reservedConcurrency.get(name);
  const provisionedConcurrency = values.provisionedConcurrency.get(name);
  const stableVersion = values.stableVersions.get(name);
  return {
    image: imageSettings(values),
    memorySize: values.memorySize,
    timeout: values.timeout,
    architecture: values.platform === "linux/arm64" ? "arm64" : "x86_64",
    logRetentionDays: values.logRetentionDays,
    protectData: values.protectData,
    ...(reservedConcurrency !== undefined && { reservedConcurrency }),
    ...(provisionedConcurrency !== undefined && { provisionedConcurrency }),
    ...(stableVersion !== undefined && { canary: { stableVersion, percent: values.canaryPercent } }),
  };
}

function imageSettings(values: SettingValues): ContainerFunctionArgs["image"] {
  const { baseImage, imageTag, imageRegistry, builder } = values;
  return {
    dockerfile: DOCKERFILE,
    tags: values.imageTags,
    buildOnPreview: values.buildOnPreview,
    cache: values.imageCache,
    noCache: values.noCache,
    ...(baseImage !== undefined && { baseImage }),
    ...(imageTag !== undefined && { imageTag }),
    ...(imageRegistry !== undefined && { imageRegistry }),
    ...(builder !== undefined && { builder }),
  };
}
