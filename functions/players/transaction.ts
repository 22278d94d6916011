import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from "@aws-sdk/lib-dynamodb";
import { Contention } from "./contention.ts";

/** One write of a transaction. */
export type Write = NonNullable<TransactWriteCommandInput["TransactItems"]>[number] & {
  /** What it means that the write's condition does not hold. */
  readonly otherwise?: Error;
};

/**
 * Reasons for which DynamoDB cancels a transaction that may succeed a moment later.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 */
const PASSING = new Set(["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"]);

/**
 * Does all of the writes or none.
 * The SDK sends a token with them, so that its own retry of a request whose answer got lost writes nothing twice.
 *
 * @throws the `otherwise` of the first write whose condition does not hold; Contention when another transaction is at
 *   work on one of the items
 */
export async function transact(client: DynamoDBDocumentClient, writes: readonly Write[]): Promise<void> {
  const TransactItems = writes.map(({ otherwise, ...write }) => write);
  try {
    await client.send(new TransactWriteCommand({ TransactItems }));
  } catch (error) {
    throw error instanceof TransactionCanceledException ? meaningOf(error, writes) : error;
  }
}

function meaningOf(error: TransactionCanceledException, writes: readonly Write[]): Error {
  const codes = error.CancellationReasons?.map(({ Code }) => Code ?? "None") ?? [];
  const refused = writes.find((_, index) => codes[index] === "ConditionalCheckFailed");
  if (refused?.otherwise !== undefined) return refused.otherwise;
  if (codes.some((code) => PASSING.has(code))) return new Contention(error.message, { cause: error });
  return error;
}
