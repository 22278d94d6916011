import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Arguments } from "./arguments.ts";
import { metricNamespace, physicalName } from "./naming.ts";
import { type Tags, tagsOf } from "./tags.ts";

export interface TraceGroupArgs {
  /** Further conditions: `fault = true`. Default: every trace of the stack. */
  readonly filterExpression?: string;
  readonly tags?: Tags;
}

/** https://docs.aws.amazon.com/xray/latest/api/API_CreateGroup.html */
const MAXIMUM_LENGTH = 32;

/**
 * The X-Ray group `<project>-<stack>-<name>`: the stack's traces among all of the account, with metrics and a service
 * map of their own. Functions mark their traces with the annotation `namespace`. There is no sampling rule, because
 * Lambda follows none.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html
 */
export class TraceGroup extends pulumi.ComponentResource {
  constructor(name: string, args: TraceGroupArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    const groupName = physicalName("TraceGroup", name);
    new Arguments("TraceGroup", name).require(
      groupName.length <= MAXIMUM_LENGTH,
      `its name in AWS would be "${groupName}" with ${groupName.length} characters. Use at most ${MAXIMUM_LENGTH}.`,
    );
    super("lambdock:index:TraceGroup", name, {}, opts);
    const { filterExpression, tags } = args;
    const ofStack = `annotation.namespace = "${metricNamespace()}"`;
    new aws.xray.Group(
      name,
      {
        groupName,
        filterExpression: filterExpression === undefined ? ofStack : `${ofStack} AND ${filterExpression}`,
        tags: tagsOf(name, tags),
      },
      { parent: this },
    );
    this.registerOutputs();
  }
}
