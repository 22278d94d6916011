import { expect } from "chai";
import { resource, subscription, topic, topicArn } from "../declare.ts";
import { telemetryHarness } from "../telemetry-harness.ts";

describe("Topics", () => {
  it("tell once of a subscriber that a program may depend on", async () => {
    const { apply, notices } = telemetryHarness();
    const queue = resource("aws:sns/topicSubscription:TopicSubscription", "queue", {
      topic: topicArn("alerts"),
      protocol: "sqs",
      endpoint: "arn:aws:sqs:eu-west-1:000000000000:q",
    });
    const declared = [topic("alerts"), subscription("alerts", "me@example.com"), queue];
    await apply(declared);
    await apply(declared);
    expect(notices.map(({ message }) => message)).to.deep.equal([
      "SNS subscription of arn:aws:sqs:eu-west-1:000000000000:q (sqs) gets no messages here: they stay in the inbox.",
    ]);
  });

  it("have the policy that is declared beside them", async () => {
    const { apply, telemetry } = telemetryHarness();
    const policy = resource("aws:sns/topicPolicy:TopicPolicy", "policy", { arn: "arn:aws:sns:::made-up" });
    await apply([topic("alerts"), { ...policy, inputs: { arn: topicArn("alerts"), policy: "{}" } }]);
    expect(telemetry.topics.topics[0]).to.include({ arn: topicArn("alerts"), policy: "{}" });
  });

  it("keep the last thousand messages, with whom they were for", async () => {
    const { apply, telemetry } = telemetryHarness();
    await apply([topic("alerts"), subscription("alerts", "me@example.com")]);
    for (let index = 0; index < 1_005; index += 1)
      telemetry.topics.publish(topicArn("alerts"), { message: `${index}` });
    expect(telemetry.topics.inbox).to.have.length(1_000);
    expect(telemetry.topics.inbox[0]).to.include({ message: "5" });
    expect(telemetry.topics.inbox[0]?.subscriptions.map(({ endpoint }) => endpoint)).to.deep.equal([
      "me@example.com",
    ]);
  });
});
