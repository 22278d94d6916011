import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { expect } from "chai";
import { DynamoDbContainer } from "./dynamodb-container.ts";
import { invoke, startLambda } from "./lambda-container.ts";
import { eventOf } from "./probes.ts";
import { startServer } from "./server-container.ts";
import { FUNCTIONS, workbench } from "./workbench.ts";

const TABLE = "container-messages";

describe("a message that is posted to the images of messages", () => {
  let engine: DynamoDbContainer;
  before(async function () {
    if (!FUNCTIONS.includes("messages")) this.skip();
    engine = await DynamoDbContainer.start((await (await workbench()).image("messages", "server")).name);
    await engine.createTable(TABLE, "messageUUID");
  });
  after(() => engine?.[Symbol.asyncDispose]());

  const environment = () => ({ TABLE_NAME: TABLE, AWS_ENDPOINT_URL: engine.endpoint });
  const message = (messageUUID: string) => ({
    messageUUID,
    messageText: "Written by a container.",
    messageDatetime: "2026-01-31 23:59:59",
  });
  const stored = async (messageUUID: string) => {
    const found = await engine.client.send(
      new GetItemCommand({ TableName: TABLE, Key: { messageUUID: { S: messageUUID } } }),
    );
    return found.Item?.messageText?.S;
  };

  it("is in the table when the lambda image has answered", async () => {
    const uuid = "0b7f3b0e-5d5c-4c51-9a53-6f0f5a3f1a01";
    await using container = await startLambda("messages", { environment: environment() });
    const body = JSON.stringify(message(uuid));
    const answer = await invoke(container, { ...eventOf({ method: "POST", path: "/message" }), body });
    expect(answer, JSON.stringify(answer)).to.include({ statusCode: 200 });
    expect(await stored(uuid)).to.equal("Written by a container.");
  });

  it("is in the table when the server image has answered", async () => {
    const uuid = "0b7f3b0e-5d5c-4c51-9a53-6f0f5a3f1a02";
    await using container = await startServer("messages", environment());
    const response = await fetch(`${container.url}/message`, {
      method: "POST",
      body: JSON.stringify(message(uuid)),
    });
    expect(response.status, await response.text()).to.equal(200);
    expect(await stored(uuid)).to.equal("Written by a container.");
  });
});
