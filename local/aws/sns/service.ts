import * as v from "valibot";
import { type Subscription, TopicNotFound, type Topics } from "../../telemetry/notifications/topics.ts";
import { accountId } from "../arn.ts";
import { AwsError } from "../aws-error.ts";
import { OperationService, operation } from "../protocols/operation-service.ts";
import { page } from "../protocols/pages.ts";
import { queryWire } from "../protocols/query-wire.ts";

const wire = queryWire("http://sns.amazonaws.com/doc/2010-03-31/");
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

/**
 * SNS: what is declared, and messages to its topics, which stay in the local inbox.
 * https://docs.aws.amazon.com/sns/latest/api/
 */
export class SnsService extends OperationService {
  constructor(topics: Topics) {
    super({
      signingName: "sns",
      actionPrefix: "sns",
      wireOf: () => wire,
      protocol: wire.protocol,
      operations: new Map([
        [
          "ListTopics",
          operation(INVALID, Paged, ({ NextToken }) => {
            const found = page(topics.topics, NextToken, PAGE, INVALID);
            return { Topics: found.items.map(({ arn }) => ({ TopicArn: arn })), NextToken: found.nextToken };
          }),
        ],
        [
          "GetTopicAttributes",
          operation(
            INVALID,
            OfTopic,
            ({ TopicArn }) => ({ Attributes: attributes(topics, TopicArn) }),
            topicArn,
          ),
        ],
        [
          "ListSubscriptions",
          operation(INVALID, Paged, ({ NextToken }) => listed(topics.subscriptions, NextToken)),
        ],
        [
          "ListSubscriptionsByTopic",
          operation(
            INVALID,
            v.object({ ...OfTopic.entries, ...Paged.entries }),
            ({ TopicArn, NextToken }) => {
              existing(topics, TopicArn);
              return listed(
                topics.subscriptions.filter(({ topicArn: arn }) => arn === TopicArn),
                NextToken,
              );
            },
            topicArn,
          ),
        ],
        [
          "Publish",
          operation(
            INVALID,
            Publish,
            ({ TopicArn, TargetArn = "", Message, Subject }) => {
              const arn = TopicArn ?? TargetArn;
              existing(topics, arn);
              const subject = Subject === undefined ? {} : { subject: Subject };
              return { MessageId: topics.publish(arn, { message: Message, ...subject }).messageId };
            },
            ({ TopicArn, TargetArn = "*" }) => TopicArn ?? TargetArn,
          ),
        ],
      ]),
    });
  }
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

function listed(subscriptions: readonly Subscription[], token: string | undefined): object {
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
