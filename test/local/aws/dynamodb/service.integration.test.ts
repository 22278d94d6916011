import {
  BatchWriteItemCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  ListBackupsCommand,
  ListTablesCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { program, region, role, roleArn, table, tableArn } from "../declare.ts";
import { type LocalAws, startLocalAws } from "../local-aws.ts";

const declared = program([
  table("orders", {
    attributes: [
      { name: "id", type: "S" },
      { name: "customer", type: "S" },
    ],
    globalSecondaryIndexes: [{ name: "by-customer", hashKey: "customer", projectionType: "ALL" }],
  }),
  table("audit"),
  ...role("writer", [
    {
      Sid: "Orders",
      Effect: "Allow",
      Action: ["dynamodb:PutItem", "dynamodb:GetItem"],
      Resource: tableArn("orders"),
    },
    { Effect: "Deny", Action: "dynamodb:PutItem", Resource: tableArn("audit") },
  ]),
]);

describe("DynamoDB on the AWS endpoint", () => {
  let aws: LocalAws;
  const clients: DynamoDBClient[] = [];

  before(async () => {
    aws = await startLocalAws();
    await aws.apply(declared);
  });

  afterEach(() => {
    for (const client of clients.splice(0)) client.destroy();
    aws.calls.length = 0;
  });

  after(() => aws.stop());

  function clientOf(caller: "operator" | "writer", options: { region?: string } = {}): DynamoDBClient {
    const operator = { accessKeyId: "test", secretAccessKey: "test" };
    const credentials =
      caller === "operator" ? operator : aws.credentials.credentialsFor(roleArn(caller), "orders-fn");
    const client = new DynamoDBClient({ endpoint: aws.url, region, credentials, maxAttempts: 1, ...options });
    clients.push(client);
    return client;
  }

  it("serves the operator, whom no policy limits", async () => {
    const { TableNames } = await clientOf("operator").send(new ListTablesCommand({}));
    expect(TableNames).to.have.members(["orders", "audit"]);
    expect(aws.calls).to.have.length(1);
    expect(aws.calls[0]).to.include({ action: "dynamodb:ListTables", service: "dynamodb", status: 200 });
    expect(aws.calls[0]).to.include({ principal: "arn:aws:iam::000000000000:root" });
    expect(aws.calls[0]?.decisions).to.deep.equal([]);
  });

  it("lets a role do what its policy allows, and names the statement", async () => {
    const documents = DynamoDBDocumentClient.from(clientOf("writer"));
    await documents.send(
      new PutCommand({ TableName: "orders", Item: { id: "1", customer: "ann", total: 12.5 } }),
    );
    const { Item } = await documents.send(new GetCommand({ TableName: "orders", Key: { id: "1" } }));
    expect(Item).to.deep.equal({ id: "1", customer: "ann", total: 12.5 });
    const resource = tableArn("orders");
    expect(aws.calls.map((call) => call.decisions)).to.deep.equal([
      [{ action: "dynamodb:PutItem", resource, allowed: true, because: "Orders" }],
      [{ action: "dynamodb:GetItem", resource, allowed: true, because: "Orders" }],
    ]);
    expect(aws.calls[0]).to.include({ roleName: "writer", functionName: "orders-fn" });
  });

  it("takes a table's ARN for its name", async () => {
    const documents = DynamoDBDocumentClient.from(clientOf("writer"));
    const TableName = tableArn("orders");
    await documents.send(new PutCommand({ TableName, Item: { id: "by-arn" } }));
    const { Item } = await documents.send(new GetCommand({ TableName, Key: { id: "by-arn" } }));
    expect(Item).to.deep.equal({ id: "by-arn" });
  });

  it("takes a table's ARN in a batch", async () => {
    const Item = { id: { S: "batch-by-arn" } };
    const orders = tableArn("orders");
    const write = new BatchWriteItemCommand({ RequestItems: { [orders]: [{ PutRequest: { Item } }] } });
    await clientOf("operator").send(write);
    const get = new GetItemCommand({ TableName: "orders", Key: { id: { S: "batch-by-arn" } } });
    expect((await clientOf("operator").send(get)).Item).to.deep.equal(Item);
  });

  const principal = "arn:aws:sts::000000000000:assumed-role/writer/orders-fn";
  const refusals = [
    {
      what: "an index that the policy does not name",
      send: () =>
        clientOf("writer").send(
          new QueryCommand({
            TableName: "orders",
            IndexName: "by-customer",
            KeyConditionExpression: "customer = :c",
            ExpressionAttributeValues: { ":c": { S: "ann" } },
          }),
        ),
      message:
        `User: ${principal} is not authorized to perform: dynamodb:Query on resource: ` +
        `${tableArn("orders")}/index/by-customer because no identity-based policy allows the dynamodb:Query action`,
    },
    {
      what: "a denied item of a transaction",
      send: () =>
        clientOf("writer").send(
          new TransactWriteItemsCommand({
            TransactItems: [
              { Put: { TableName: "orders", Item: { id: { S: "in-transaction" } } } },
              { Put: { TableName: "audit", Item: { id: { S: "in-transaction" } } } },
            ],
          }),
        ),
      message:
        `User: ${principal} is not authorized to perform: dynamodb:PutItem on resource: ` +
        `${tableArn("audit")} with an explicit deny in an identity-based policy`,
    },
    {
      what: "another region",
      send: () =>
        DynamoDBDocumentClient.from(clientOf("writer", { region: "us-east-1" })).send(
          new GetCommand({ TableName: "orders", Key: { id: "1" } }),
        ),
      message:
        `User: ${principal} is not authorized to perform: dynamodb:GetItem on resource: ` +
        "arn:aws:dynamodb:us-east-1:000000000000:table/orders " +
        "because no identity-based policy allows the dynamodb:GetItem action",
    },
  ];
  for (const { what, send, message } of refusals) {
    it(`refuses ${what} in AWS's words`, async () => {
      const error = await rejection(send());
      expect(error).to.include({ name: "AccessDeniedException", message });
      expect(aws.calls[0]).to.include({
        status: 400,
        errorCode: "AccessDeniedException",
        errorMessage: message,
      });
    });
  }

  it("shows the declared region and account in ARNs", async () => {
    const { Table } = await clientOf("operator").send(new DescribeTableCommand({ TableName: "orders" }));
    expect(Table?.TableArn).to.equal(tableArn("orders"));
    expect(Table?.GlobalSecondaryIndexes?.[0]?.IndexArn).to.equal(`${tableArn("orders")}/index/by-customer`);
  });

  it("tells what there is of an operation that there is not", async () => {
    const error = await rejection(clientOf("operator").send(new ListBackupsCommand({})));
    const message =
      'The local cloud\'s dynamodb has no operation "ListBackups". It has BatchExecuteStatement, BatchGetItem, BatchWriteItem, ' +
      "CreateTable, DeleteItem, DeleteTable, DescribeStream, DescribeTable, DescribeTimeToLive, ExecuteStatement, " +
      "ExecuteTransaction, GetItem, GetRecords, GetShardIterator, ListStreams, ListTables, ListTagsOfResource, PutItem, " +
      "Query, Scan, TagResource, TransactGetItems, TransactWriteItems, UntagResource, UpdateItem, UpdateTable, UpdateTimeToLive.";
    expect(error).to.include({ name: "UnknownOperationException", message });
    expect(aws.calls[0]).to.include({ errorCode: "UnknownOperationException", errorMessage: message });
  });

  it("passes the engine's errors on", async () => {
    const error = await rejection(
      clientOf("operator").send(new DescribeTableCommand({ TableName: "nowhere" })),
    );
    expect(error).to.have.property("name", "ResourceNotFoundException");
    expect(aws.calls[0]).to.include({ status: 400, errorCode: "ResourceNotFoundException" });
  });
});

async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("It was expected to fail.");
}
