import { randomUUID } from "node:crypto";
import type { EventStream } from "../../events.ts";
import type { Clock } from "../clock.ts";

/** A declared SNS topic. */
export interface Topic {
  readonly arn: string;
  readonly name: string;
  readonly displayName?: string;
  /** The declared topic policy, as JSON; absent when there is none. */
  readonly policy?: string;
}

/** A declared subscription. */
export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  /** `email`, `https`, `lambda`, … */
  readonly protocol: string;
  readonly endpoint: string;
}

/** A message to a topic. */
export interface Message {
  readonly message: string;
  readonly subject?: string;
}

/** A message in the inbox: what subscribers would have got. */
export interface Notification extends Message {
  readonly messageId: string;
  readonly topicArn: string;
  /** Milliseconds since the epoch. */
  readonly time: number;
  /** Whom AWS would have sent it to; nothing leaves this machine. */
  readonly subscriptions: readonly Subscription[];
}

/** There is no such topic. */
export class TopicNotFound extends Error {
  override readonly name = "TopicNotFound";
}

/** Subscribers that a program may depend on; the others are people. */
const RUNS_CODE: ReadonlySet<string> = new Set(["lambda", "sqs", "firehose", "http", "https"]);

const MAX_NOTIFICATIONS = 1_000;

/** The declared SNS topics, and an inbox in place of their deliveries. */
export class Topics {
  readonly #events: EventStream;
  readonly #clock: Clock;
  readonly #inbox: Notification[] = [];
  #topics: readonly Topic[] = [];
  #subscriptions: readonly Subscription[] = [];

  constructor(events: EventStream, clock: Clock) {
    this.#events = events;
    this.#clock = clock;
  }

  declare(topics: readonly Topic[], subscriptions: readonly Subscription[]): void {
    this.#topics = topics;
    const known = new Set(this.#subscriptions.map(({ arn }) => arn));
    this.#subscriptions = subscriptions;
    for (const { arn, protocol, endpoint } of subscriptions) {
      if (!RUNS_CODE.has(protocol) || known.has(arn)) continue;
      this.#events.notice(
        "warning",
        `SNS subscription of ${endpoint} (${protocol}) gets no messages here: they stay in the inbox.`,
      );
    }
  }

  get topics(): readonly Topic[] {
    return this.#topics;
  }

  get subscriptions(): readonly Subscription[] {
    return this.#subscriptions;
  }

  /** The last thousand, the oldest first. */
  get inbox(): readonly Notification[] {
    return this.#inbox;
  }

  /** @throws TopicNotFound */
  topic(arn: string): Topic {
    const topic = this.#topics.find((each) => each.arn === arn);
    if (!topic) throw new TopicNotFound(`Topic does not exist: ${arn}`);
    return topic;
  }

  /** @returns what is in the inbox now. @throws TopicNotFound */
  publish(topicArn: string, { message, subject }: Message): Notification {
    this.topic(topicArn);
    const notification: Notification = {
      messageId: randomUUID(),
      topicArn,
      time: this.#clock.now(),
      message,
      ...(subject !== undefined && { subject }),
      subscriptions: this.#subscriptions.filter((each) => each.topicArn === topicArn),
    };
    this.#inbox.push(notification);
    if (this.#inbox.length > MAX_NOTIFICATIONS) this.#inbox.shift();
    const { subscriptions: _subscriptions, ...facts } = notification;
    this.#events.publish({ type: "notification", ...facts });
    return notification;
  }
}
