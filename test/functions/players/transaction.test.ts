import { DynamoDBClient, TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import sinon from "sinon";
import { Contention } from "../../../functions/players/contention.ts";
import { transact, type Write } from "../../../functions/players/transaction.ts";

const taken = new Error("taken");
const stale = new Error("stale");
const WRITES: readonly Write[] = [
  { Put: { TableName: "a", Item: { id: "1" } }, otherwise: taken },
  { Put: { TableName: "b", Item: { id: "1" } }, otherwise: stale },
  { Delete: { TableName: "c", Key: { id: "1" } } },
];

const cancelled = (...codes: readonly string[]) =>
  new TransactionCanceledException({
    message: "Transaction cancelled",
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

/** What a transaction throws when DynamoDB answers with an error. */
async function outcomeOf(answer: Error): Promise<unknown> {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
  sinon.stub(client, "send").rejects(answer);
  return transact(client, WRITES).catch((error: unknown) => error);
}

const FAILED = "ConditionalCheckFailed";

describe("players: transaction", () => {
  const meanings = [
    { codes: [FAILED, "None", "None"], meaning: taken },
    { codes: ["None", FAILED, "None"], meaning: stale },
    { codes: [FAILED, FAILED, "None"], meaning: taken },
    { codes: ["TransactionConflict", FAILED, "None"], meaning: stale },
  ];
  for (const { codes, meaning } of meanings) {
    it(`means "${meaning.message}" when cancelled for ${codes.join(", ")}`, async () => {
      expect(await outcomeOf(cancelled(...codes))).to.equal(meaning);
    });
  }

  for (const code of ["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"]) {
    it(`means contention when cancelled for ${code}`, async () => {
      expect(await outcomeOf(cancelled("None", "None", code))).to.be.instanceOf(Contention);
    });
  }

  const others = [
    { name: "for an invalid item", error: cancelled("None", "ValidationError", "None") },
    { name: "by a condition that has no meaning", error: cancelled("None", "None", FAILED) },
    { name: "by no answer", error: new Error("socket hang up") },
  ];
  for (const { name, error } of others) {
    it(`fails as it is when ended ${name}`, async () => {
      expect(await outcomeOf(error)).to.equal(error);
    });
  }

  it("sends the writes without their meanings", async () => {
    const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
    const send = sinon.stub(client, "send").resolves();
    await transact(client, WRITES);
    expect(send.firstCall.args[0].input).to.deep.equal({
      TransactItems: WRITES.map(({ otherwise, ...write }) => write),
    });
  });
});
