import * as v from "valibot";
import type { DeclaredReader } from "../declared-properties.ts";
import type { Subscription, Topic } from "./topics.ts";

export const topicType = "aws:sns/topic:Topic";
export const subscriptionType = "aws:sns/topicSubscription:TopicSubscription";
export const topicPolicyType = "aws:sns/topicPolicy:TopicPolicy";

const DeclaredTopic = v.object({
  arn: v.string(),
  name: v.string(),
  displayName: v.optional(v.string()),
  policy: v.optional(v.string()),
});

const DeclaredSubscription = v.object({
  id: v.string(),
  topic: v.string(),
  protocol: v.string(),
  endpoint: v.string(),
});

const DeclaredTopicPolicy = v.object({ arn: v.string(), policy: v.string() });

export function declaredTopics(reader: DeclaredReader): Topic[] {
  const policies = new Map(
    reader.read(topicPolicyType, DeclaredTopicPolicy).map(({ arn, policy }) => [arn, policy] as const),
  );
  return reader
    .read(topicType, DeclaredTopic)
    .map(({ arn, name, displayName, policy = policies.get(arn) }) => ({
      arn,
      name,
      ...(displayName !== undefined && { displayName }),
      ...(policy !== undefined && { policy }),
    }));
}

export function declaredSubscriptions(reader: DeclaredReader): Subscription[] {
  return reader.read(subscriptionType, DeclaredSubscription).map(({ id, topic, protocol, endpoint }) => ({
    arn: id.startsWith("arn:") ? id : `${topic}:${id}`,
    topicArn: topic,
    protocol,
    endpoint,
  }));
}
