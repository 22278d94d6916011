import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { itAnswers, overHttp } from "../../support/api-case.ts";
import { awsClients } from "../../support/aws-clients.ts";
import { apiOf, useCloud } from "../../support/shared-cloud.ts";
import { cases, VALID } from "./messages.cases.ts";

describe("messages", () => {
  const cloud = useCloud({ stack: "test" });
  const send = overHttp(() => apiOf(cloud()));

  itAnswers(cases, send);

  it("stores exactly the three fields, for any AWS client to read", async () => {
    const message = { ...VALID, messageUUID: randomUUID() };
    await send({ method: "POST", path: "/message", body: { ...message, extra: "dropped" } });
    const { items } = awsClients(cloud());
    expect(await items("messages", { messageUUID: message.messageUUID })).to.deep.equal([message]);
  });

  for (const [name, event, expected] of [
    [
      "an event of a body alone",
      { body: JSON.stringify(VALID) },
      { message: "Message processed successfully." },
    ],
    ["an event without anything", {}, { message: "Invalid input: Missing or invalid JSON body." }],
    [
      "a body in base64",
      { body: Buffer.from(JSON.stringify(VALID)).toString("base64"), isBase64Encoded: true },
      { message: "Message processed successfully." },
    ],
  ] as const) {
    it(`takes by direct invocation ${name}`, async () => {
      const answer = await awsClients(cloud()).invoke("messages", event);
      expect(JSON.parse(answer.body)).to.deep.equal(expected);
    });
  }
});
