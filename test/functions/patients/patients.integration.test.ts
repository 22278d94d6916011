import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import sinon from "sinon";
import { logger } from "../../../functions/shared/logger.ts";
import { itAnswers, type Send } from "../../support/api-case.ts";
import { setEnvironment, startDynamoDb, type TestDynamoDb } from "../../support/dynamodb.ts";
import { toHandler } from "../../support/invoke-handler.ts";
import { rows, table } from "./demo-rows.ts";
import { type Added, cases, get, type Listed, post } from "./patients.cases.ts";

describe("patients on DynamoDB", () => {
  let dynamoDb: TestDynamoDb | undefined;
  let send: Send;

  before(async () => {
    dynamoDb = await startDynamoDb();
    await dynamoDb.createTable({ TableName: "patients", ...table });
    for (const Item of rows) await dynamoDb.client.send(new PutItemCommand({ TableName: "patients", Item }));
    const restore = setEnvironment({ TABLE_NAME: "patients" });
    const { handler } = await import("../../../functions/patients/handler.ts");
    restore();
    send = toHandler(handler);
  });

  after(() => dynamoDb?.stop());

  itAnswers(cases, (request) => send(request));

  it("answers a storage failure with 500, says nothing of it, and logs it", async () => {
    const log = sinon.stub(logger, "error");
    const storage = sinon.stub(DynamoDBDocumentClient.prototype, "send").rejects(new Error("secret"));
    try {
      for (const request of [get("/patients"), get("/patients/1"), post({ name: "Ada", age: 36 })])
        expect(await send(request)).to.deep.include({
          status: 500,
          body: { error: "Internal server error" },
        });
      expect(log.callCount).to.equal(storage.callCount);
    } finally {
      sinon.restore();
    }
  });

  it("gives every one of many concurrent creates an id of its own, and loses none", async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) => send(post({ name: `Patient ${index}`, age: index }))),
    );
    const ids = answers.map(({ body }) => (body as Added).patient.id);
    expect(new Set(ids).size).to.equal(100);
    const { patients } = (await send(get("/patients"))).body as Listed;
    expect(patients.map(({ id }) => id)).to.include.members(ids);
  });

  it("gives each patient on exactly one page", async () => {
    const all = (await send(get("/patients"))).body as Listed;
    const seen: string[] = [];
    let cursor = "";
    do {
      const page = (await send(get(`/patients?limit=7${cursor}`))).body as Listed;
      seen.push(...page.patients.map(({ id }) => id));
      cursor = page.cursor === undefined ? "" : `&cursor=${page.cursor}`;
    } while (cursor !== "");
    expect(seen.toSorted()).to.deep.equal(all.patients.map(({ id }) => id).toSorted());
  });
});
