import { expect } from "chai";
import { AlertTopic } from "../../components/alert-topic.ts";
import { declare } from "../support/declare.ts";

describe("AlertTopic", () => {
  it("is there for whoever subscribes, and asks each address", async () => {
    const emails = ["a@example.com", "b@example.com"];
    const declared = await declare(() => new AlertTopic("alerts", { emails }));
    const topic = declared.one("aws:sns/topic:Topic");
    expect(topic.inputs.name).to.equal("lambdock-dev-alerts");
    expect(
      declared.all("aws:sns/topicSubscription:TopicSubscription").map(({ inputs }) => inputs),
    ).to.deep.equal(emails.map((endpoint) => ({ topic: topic.outputs.arn, protocol: "email", endpoint })));
  });
});
