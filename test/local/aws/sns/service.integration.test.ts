import {
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListTopicsCommand,
  PublishCommand,
  SNSClient,
} from "@aws-sdk/client-sns";
import { expect } from "chai";
import { topicArn } from "../../telemetry/declare.ts";
import { sampleShop } from "../../telemetry/sample-shop.ts";
import type { TelemetryEndpoint } from "../../telemetry/telemetry-harness.ts";

describe("SNS", () => {
  let local: TelemetryEndpoint;

  before(async () => {
    local = await sampleShop();
  });

  after(() => local.stop());

  const send = <O>(run: (client: SNSClient) => Promise<O>) => run(new SNSClient(local.client));
  const TopicArn = topicArn("alerts");

  it("lists topics, their attributes and subscriptions", async () => {
    expect((await send((client) => client.send(new ListTopicsCommand({})))).Topics).to.deep.equal([
      { TopicArn },
    ]);
    const { Attributes } = await send((client) => client.send(new GetTopicAttributesCommand({ TopicArn })));
    expect(Attributes).to.include({ TopicArn, SubscriptionsConfirmed: "1" });
    const { Subscriptions = [] } = await send((client) =>
      client.send(new ListSubscriptionsByTopicCommand({ TopicArn })),
    );
    expect(Subscriptions[0]).to.include({ Protocol: "email", Endpoint: "me@example.com" });
  });

  it("puts a published message into the inbox", async () => {
    const { MessageId } = await send((client) =>
      client.send(new PublishCommand({ TopicArn, Message: "a < b & c", Subject: "Hello" })),
    );
    expect(local.telemetry.topics.inbox.at(-1)).to.include({
      messageId: MessageId,
      message: "a < b & c",
      subject: "Hello",
    });
    const refused = await send((client) =>
      client
        .send(new PublishCommand({ TopicArn: topicArn("none"), Message: "x" }))
        .catch((error: Error) => error.name),
    );
    expect(refused).to.match(/^NotFound/);
  });
});
