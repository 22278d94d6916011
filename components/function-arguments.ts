import type { AlarmActions } from "./alarms.ts";
import { Arguments } from "./arguments.ts";
import type { ImageSettings } from "./container-image.ts";
import type { Canary } from "./function-alias.ts";
import { checkEnvironment, type FunctionEnvironment } from "./function-environment.ts";
import { checkPermissions } from "./function-role.ts";
import { type Architecture, architectures } from "./image-build.ts";
import { logRetentionDays } from "./log-retention.ts";
import type { FunctionNetwork } from "./network.ts";
import type { Statement } from "./permissions.ts";
import type { Tags } from "./tags.ts";

export interface ContainerFunctionArgs extends AlarmActions {
  /** File that exports `handler`, relative to the project: `functions/messages/handler.ts`. It is bundled. */
  readonly entry: string;
  readonly image: ImageSettings;
  /** Environment variables; names that Lambda sets itself are refused. Default: none. */
  readonly environment?: FunctionEnvironment;
  /** What the function may do beside writing logs and traces. Wildcard actions are refused. Default: nothing. */
  readonly permissions?: readonly Statement[];
  /**
   * MB, 128 to 10,240; processor time grows with it. Default: 512.
   * https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
   */
  readonly memorySize?: number;
  /** Seconds, 1 to 900; an HTTP API waits 30 at most. Default: 15. */
  readonly timeout?: number;
  /** Default: `x86_64`. */
  readonly architecture?: Architecture;
  /** Days that CloudWatch keeps the function's logs. Default: 7. */
  readonly logRetentionDays?: number;
  /**
   * Execution environments that are kept for this function, and its limit. Default: it shares the account's.
   * https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
   */
  readonly reservedConcurrency?: number;
  /** Lambda's limit for the whole account, which is a function's own unless it has a reservation. Default: 1000. */
  readonly accountConcurrency?: number;
  /**
   * Execution environments that are kept warm, paid by the hour. Not beside a canary. Default: none.
   * https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html
   */
  readonly provisionedConcurrency?: number;
  /** Where the function's network interfaces are. Default: in no VPC. */
  readonly network?: FunctionNetwork;
  /** Adds a public URL that needs no API. Default: false. */
  readonly functionUrl?: boolean;
  /** Default: all traffic goes to the version that is published. */
  readonly canary?: Canary;
  /** Keeps the repository from being deleted while it holds images. Default: false. */
  readonly protectData?: boolean;
  readonly tags?: Tags;
}

export type CompleteFunctionArgs = ContainerFunctionArgs &
  Required<
    Pick<
      ContainerFunctionArgs,
      "memorySize" | "timeout" | "architecture" | "logRetentionDays" | "accountConcurrency"
    >
  >;

/** @throws ArgumentError naming the argument that AWS would refuse. */
export function completeFunctionArgs(name: string, given: ContainerFunctionArgs): CompleteFunctionArgs {
  const complete: CompleteFunctionArgs = {
    memorySize: 512,
    timeout: 15,
    architecture: "x86_64",
    logRetentionDays: 7,
    accountConcurrency: 1000,
    ...given,
  };
  const args = new Arguments("ContainerFunction", name);
  args.wholeNumber("memorySize", complete.memorySize, { min: 128, max: 10_240 });
  args.wholeNumber("timeout", complete.timeout, { min: 1, max: 900 });
  args.oneOf("architecture", complete.architecture, architectures);
  args.oneOf("logRetentionDays", complete.logRetentionDays, logRetentionDays);
  args.wholeNumber("reservedConcurrency", complete.reservedConcurrency, { min: 0, max: 100_000 });
  args.wholeNumber("accountConcurrency", complete.accountConcurrency, { min: 1, max: 100_000 });
  args.wholeNumber("provisionedConcurrency", complete.provisionedConcurrency, { min: 1, max: 100_000 });
  checkConcurrency(args, complete);
  checkEnvironment(args, complete.environment ?? {});
  checkPermissions(args, complete.permissions ?? []);
  if (complete.canary !== undefined) checkCanary(args, complete.canary, complete.provisionedConcurrency);
  return complete;
}

function checkConcurrency(args: Arguments, complete: CompleteFunctionArgs): void {
  const { provisionedConcurrency = 0, reservedConcurrency = Number.POSITIVE_INFINITY } = complete;
  args.require(
    provisionedConcurrency <= reservedConcurrency,
    `provisionedConcurrency (${provisionedConcurrency}) may not exceed reservedConcurrency (${reservedConcurrency}).`,
  );
}

function checkCanary(
  args: Arguments,
  { stableVersion, percent }: Canary,
  provisionedConcurrency: number | undefined,
): void {
  args.require(
    /^[1-9]\d*$/.test(stableVersion),
    `canary.stableVersion must be the number of a published version; got "${stableVersion}".`,
  );
  args.wholeNumber("canary.percent", percent, { min: 0, max: 99 });
  args.require(
    percent === 0 || provisionedConcurrency === undefined,
    "canary may not stand beside provisionedConcurrency: Lambda refuses that on an alias with two versions. Leave one of them out.",
  );
}
