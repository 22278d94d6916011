import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "./naming.ts";
import { type Tags, tagsOf } from "./tags.ts";

export interface AlertTopicArgs {
  /** Who is told; each is asked by mail to confirm. Default: nobody, until somebody subscribes to the topic. */
  readonly emails?: readonly string[];
  readonly tags?: Tags;
}

/**
 * The SNS topic `<project>-<stack>-<name>` that alarms tell. It is not encrypted: with the key that AWS manages for SNS,
 * CloudWatch may not publish to it, and alarms hold no secrets.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
export class AlertTopic extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: AlertTopicArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    const physical = physicalName("AlertTopic", name);
    super("lambdock:index:AlertTopic", name, {}, opts);
    const topic = new aws.sns.Topic(
      name,
      { name: physical, tags: tagsOf(name, args.tags) },
      { parent: this },
    );
    for (const email of args.emails ?? []) {
      new aws.sns.TopicSubscription(
        `${name} ${email}`,
        { topic: topic.arn, protocol: "email", endpoint: email },
        { parent: this },
      );
    }
    this.arn = topic.arn;
    this.registerOutputs({ arn: this.arn });
  }
}
