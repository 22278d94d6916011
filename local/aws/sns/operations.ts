import * as v from "valibot";
import { accountId } from "../../arn.ts";
import { type Subscription, TopicNotFound, type Topics } from "../../telemetry/notifications/topics.ts";
import { AwsError } from "../aws-error.ts";
import { type Operation, operation } from "../protocols/operation-service.ts";
import { page } from "../protocols/pages.ts";

const INVALID = "InvalidParameter";
const PAGE = 100;

const Paged = v.object({ NextToken: v.optional(v.string()) });
const OfTopic = v.object({ TopicArn: v.string() });
const Publish = v.object({
  TopicArn: v.optional(v.string()),
  TargetArn: v.optional(v.string()),
  Message: v.pipe(v.string(), v.minLength(1)),
  Subject: v.optional(v.pipe(v.string(), v.maxLength(100))),
  MessageStructure: v.optional(v.undefined("a message for each protocol is not supported here")),
  PhoneNumber: v.optional(v.undefined("publishing to a phone is not supported here")),
});

const ListByTopic = v.object({ ...OfTopic.entries, ...Paged.entries });

/** What is declared, and messages to topics, which stay in the local inbox. */
export function snsOperations(topics: Topics): [string, Operation][] {
  return [
    ["ListTopics", operation(INVALID, Paged, ({ NextToken }) => listedTopics(topics, NextToken))],
    [
      "GetTopicAttributes",
      operation(INVALID, OfTopic, ({ TopicArn }) => ({ Attributes: attributes(topics, TopicArn) }), topicArn),
    ],
    [
      "ListSubscriptions",
      operation(INVALID, Paged, ({ NextToken }) => listedSubscriptions(topics.subscriptions, NextToken)),
    ],
    [
      "ListSubscriptionsByTopic",
      operation(
        INVALID,
        ListByTopic,
        ({ TopicArn, NextToken }) => ofTopic(topics, TopicArn, NextToken),
        topicArn,
      ),
    ],
    [
      "Publish",
      operation(
        INVALID,
        Publish,
        (input) => publish(topics, input),
        (input) => targetOf(input) ?? "*",
      ),
    ],
  ];
}

function publish(topics: Topics, input: v.InferOutput<typeof Publish>): object {
  const arn = targetOf(input);
  if (arn === undefined)
    throw new AwsError(INVALID, 400, "Invalid parameter: TopicArn or TargetArn is required");
  existing(topics, arn);
  const { Message: message, Subject: subject } = input;
  return { MessageId: topics.publish(arn, { message, ...(subject !== undefined && { subject }) }).messageId };
}

function targetOf({ TopicArn, TargetArn }: v.InferOutput<typeof Publish>): string | undefined {
  return TopicArn ?? TargetArn;
}

function listedTopics(topics: Topics, token: string | undefined): object {
  const { items, nextToken } = page(topics.topics, token, PAGE, INVALID);
  return { Topics: items.map(({ arn }) => ({ TopicArn: arn })), NextToken: nextToken };
}

function ofTopic(topics: Topics, arn: string, token: string | undefined): object {
  existing(topics, arn);
  return listedSubscriptions(
    topics.subscriptions.filter(({ topicArn: of }) => of === arn),
    token,
  );
}

function topicArn({ TopicArn }: { TopicArn: string }): string {
  return TopicArn;
}

function existing(topics: Topics, arn: string) {
  try {
    return topics.topic(arn);
  } catch (error) {
    if (error instanceof TopicNotFound) throw new AwsError("NotFound", 404, "Topic does not exist");
    throw error;
  }
}

function attributes(topics: Topics, arn: string): Map<string, string> {
  const { displayName = "", policy } = existing(topics, arn);
  const confirmed = topics.subscriptions.filter(({ topicArn: of }) => of === arn).length;
  return new Map([
    ["TopicArn", arn],
    ["Owner", accountId],
    ["DisplayName", displayName],
    ["SubscriptionsConfirmed", String(confirmed)],
    ["SubscriptionsPending", "0"],
    ["SubscriptionsDeleted", "0"],
    ...(policy === undefined ? [] : [["Policy", policy] as const]),
  ]);
}

function listedSubscriptions(subscriptions: readonly Subscription[], token: string | undefined): object {
  const found = page(subscriptions, token, PAGE, INVALID);
  return {
    Subscriptions: found.items.map(({ arn, protocol, endpoint, topicArn: of }) => ({
      SubscriptionArn: arn,
      Owner: accountId,
      Protocol: protocol,
      Endpoint: endpoint,
      TopicArn: of,
    })),
    NextToken: found.nextToken,
  };
}
