import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import fc from "fast-check";
import sinon from "sinon";
import { logger } from "../../../functions/shared/logger.ts";
import { itAnswers, type Send } from "../../support/api-case.ts";
import { setEnvironment, startDynamoDb, type TestDynamoDb } from "../../support/dynamodb.ts";
import { toHandler } from "../../support/invoke-handler.ts";
import { cases, get, type Listed, post, type Scheduled, VISIT } from "./appointments.cases.ts";
import { rows, table } from "./demo-rows.ts";

describe("appointments on DynamoDB", () => {
  let dynamoDb: TestDynamoDb | undefined;
  let send: Send;

  before(async () => {
    dynamoDb = await startDynamoDb();
    const TableName = "appointments";
    await dynamoDb.createTable({ TableName, ...table });
    for (const Item of rows) await dynamoDb.client.send(new PutItemCommand({ TableName, Item }));
    const restore = setEnvironment({ TABLE_NAME: TableName });
    const { handler } = await import("../../../functions/appointments/handler.ts");
    restore();
    send = toHandler(handler);
  });

  after(() => dynamoDb?.stop());

  itAnswers(cases, (request) => send(request));

  it("answers a storage failure with 500, says nothing of it, and logs it", async () => {
    const log = sinon.stub(logger, "error");
    const storage = sinon.stub(DynamoDBDocumentClient.prototype, "send").rejects(new Error("secret"));
    try {
      for (const request of [
        get("/appointments"),
        get("/appointments/1"),
        post(VISIT),
        get("/appointments/patient/1"),
      ])
        expect(await send(request)).to.deep.include({
          status: 500,
          body: { error: "Internal server error" },
        });
      expect(log.callCount).to.equal(storage.callCount);
    } finally {
      sinon.restore();
    }
  });

  it("gives a patient's appointments in order, however they are created and paged", async () => {
    let patient = 0;
    const when = fc.record({
      date: fc.constantFrom("2030-01-01", "2030-01-02", "2030-02-01"),
      time: fc.constantFrom("08:00", "09:30", "16:00"),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(when, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 9 }),
        async (times, limit) => {
          patient += 1;
          const patientId = `patient ${patient}`;
          const created = await Promise.all(times.map((at) => send(post({ ...VISIT, ...at, patientId }))));
          const path = `/appointments/patient/${encodeURIComponent(patientId)}`;
          const all = (await send(get(path))).body as Listed;
          expect(all.message).to.equal(`Found ${times.length} appointment(s) for patient ${patientId}`);
          expect(all.appointments.map(({ date, time }) => `${date} ${time}`)).to.deep.equal(
            times.map(({ date, time }) => `${date} ${time}`).toSorted(),
          );
          expect(all.appointments.map(({ id }) => id)).to.have.members(
            created.map(({ body }) => (body as Scheduled).appointment.id),
          );
          expect(await idsByPage(path, limit)).to.have.members(all.appointments.map(({ id }) => id));
        },
      ),
      { numRuns: 25 },
    );
  });

  async function idsByPage(path: string, limit: number): Promise<string[]> {
    const ids: string[] = [];
    let cursor = "";
    do {
      const page = (await send(get(`${path}?limit=${limit}${cursor}`))).body as Listed;
      ids.push(...page.appointments.map(({ id }) => id));
      cursor = page.cursor === undefined ? "" : `&cursor=${page.cursor}`;
    } while (cursor !== "");
    return ids;
  }
});
