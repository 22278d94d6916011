import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type Bundle, bundle } from "../bundle/bundle.ts";
import { declareAlarms } from "./alarms.ts";
import { ContainerImage } from "./container-image.ts";
import { canaryAlarm, functionAlarms } from "./function-alarms.ts";
import { declareAlias } from "./function-alias.ts";
import {
  type CompleteFunctionArgs,
  type ContainerFunctionArgs,
  completeFunctionArgs,
} from "./function-arguments.ts";
import { declareRole, roleStatements } from "./function-role.ts";
import { declareFunctionUrl } from "./function-url.ts";
import { declareLogMetrics, functionLogMetrics } from "./log-metrics.ts";
import { physicalName } from "./naming.ts";
import { tagsOf } from "./tags.ts";

export type { ContainerFunctionArgs } from "./function-arguments.ts";

/** The export that every bundle has. */
const HANDLER: Bundle["handler"] = "handler.handler";

/**
 * A Lambda function `<project>-<stack>-<name>` that runs a container image, with all that belongs to it: its bundle,
 * its image and repository, a role with least privilege, a log group, the alias `live` that callers invoke, alarms.
 */
export class ContainerFunction extends pulumi.ComponentResource {
  /** The constructor's first argument. */
  readonly logicalName: string;
  /** Seconds. */
  readonly timeout: number;
  readonly functionName: pulumi.Output<string>;
  /** ARN without a qualifier. */
  readonly arn: pulumi.Output<string>;
  /** What callers invoke. */
  readonly alias: aws.lambda.Alias;
  /** The version that this program publishes. */
  readonly version: pulumi.Output<string>;
  readonly roleName: pulumi.Output<string>;
  readonly logGroupName: pulumi.Output<string>;
  readonly repositoryUrl: pulumi.Output<string>;
  readonly imageUri: pulumi.Output<string>;
  /** Absent unless `functionUrl` asks for it. */
  readonly url: pulumi.Output<string> | undefined;
  /** Executions at once that Lambda allows the function: its reservation, or the whole account's limit. */
  readonly concurrencyLimit: number;
  /** What the function is watched for, whichever version runs. */
  readonly alarms: readonly aws.cloudwatch.MetricAlarm[];
  /** Of the version on trial. It calls by itself: whoever releases wants to know of that version alone. */
  readonly canaryAlarms: readonly aws.cloudwatch.MetricAlarm[];

  constructor(name: string, given: ContainerFunctionArgs, opts?: pulumi.ComponentResourceOptions) {
    const args = completeFunctionArgs(name, given);
    const physical = physicalName("ContainerFunction", name);
    super("lambdock:index:ContainerFunction", name, {}, opts);
    const tags = tagsOf(name, args.tags);
    const logGroup = new aws.cloudwatch.LogGroup(
      name,
      { name: `/aws/lambda/${physical}`, retentionInDays: args.logRetentionDays, tags },
      { parent: this },
    );
    const statements = roleStatements(logGroup.arn, args.network !== undefined, args.permissions ?? []);
    const { role, policy } = declareRole(name, statements, tags, this);
    const image = declareImage(name, args, this);
    const fn = new aws.lambda.Function(
      name,
      { ...lambdaArgs(args), name: physical, imageUri: image.imageUri, role: role.arn, tags },
      // Lambda checks what the role may do when it makes the function; the first log line needs its group.
      { parent: this, dependsOn: [policy, logGroup] },
    );
    this.logicalName = name;
    this.timeout = args.timeout;
    this.functionName = fn.name;
    this.arn = fn.arn;
    this.version = fn.version;
    this.roleName = role.name;
    this.logGroupName = logGroup.name;
    this.repositoryUrl = image.repositoryUrl;
    this.imageUri = image.imageUri;
    this.alias = declareAlias(name, fn, args.canary, this);
    this.url = args.functionUrl === true ? declareFunctionUrl(name, this.alias, this).functionUrl : undefined;
    if (args.provisionedConcurrency !== undefined) this.#keepWarm(name, args.provisionedConcurrency);
    this.concurrencyLimit = args.reservedConcurrency ?? args.accountConcurrency;
    this.alarms = this.#alarms(name, args, tags);
    this.canaryAlarms = this.#canaryAlarms(name, args, tags);
    declareLogMetrics(name, logGroup, functionLogMetrics, this);
    this.registerOutputs({
      functionName: this.functionName,
      arn: this.arn,
      aliasArn: this.alias.arn,
      version: this.version,
      roleName: this.roleName,
      logGroupName: this.logGroupName,
      repositoryUrl: this.repositoryUrl,
      imageUri: this.imageUri,
      url: this.url,
    });
  }

  #keepWarm(name: string, provisionedConcurrentExecutions: number): void {
    const { functionName, name: qualifier } = this.alias;
    new aws.lambda.ProvisionedConcurrencyConfig(
      name,
      { functionName, qualifier, provisionedConcurrentExecutions },
      { parent: this },
    );
  }

  #alarms(
    name: string,
    args: CompleteFunctionArgs,
    tags: Record<string, string>,
  ): aws.cloudwatch.MetricAlarm[] {
    const { functionName, concurrencyLimit } = this;
    const { alarmActions = [], composed = false } = args;
    const definitions = functionAlarms({ functionName, timeoutSeconds: args.timeout, concurrencyLimit });
    return declareAlarms(name, definitions, { alarmActions, composed, tags }, this);
  }

  #canaryAlarms(
    name: string,
    { canary, alarmActions = [] }: CompleteFunctionArgs,
    tags: Record<string, string>,
  ): aws.cloudwatch.MetricAlarm[] {
    if (canary === undefined) return [];
    const { functionName, version } = this;
    const resource = pulumi.interpolate`${functionName}:${this.alias.name}`;
    return declareAlarms(
      name,
      canaryAlarm({ functionName, version, resource }),
      { alarmActions, tags },
      this,
    );
  }
}

function declareImage(name: string, args: CompleteFunctionArgs, parent: pulumi.Resource): ContainerImage {
  const { image, architecture, protectData = false, tags = {} } = args;
  const directory = pulumi.output(bundle(args.entry, name)).directory;
  return new ContainerImage(name, { directory, image, architecture, protectData, tags }, { parent });
}

/** What of a function's configuration its arguments alone decide. */
function lambdaArgs(args: CompleteFunctionArgs) {
  const { network, reservedConcurrency, environment } = args;
  return {
    packageType: "Image",
    // What an image says of itself is set here too: left out, it shows as a difference in every preview.
    imageConfig: { commands: [HANDLER] },
    architectures: [args.architecture],
    memorySize: args.memorySize,
    timeout: args.timeout,
    publish: true,
    tracingConfig: { mode: "Active" },
    ...(environment !== undefined && { environment: { variables: { ...environment } } }),
    ...(reservedConcurrency !== undefined && { reservedConcurrentExecutions: reservedConcurrency }),
    ...(network !== undefined && {
      vpcConfig: { subnetIds: network.subnetIds, securityGroupIds: network.securityGroupIds },
    }),
  } satisfies Partial<aws.lambda.FunctionArgs>;
}
