import { expect } from "chai";
import { accessOf, type Input } from "../../../../local/aws/dynamodb/access.ts";
import { region, tableArn } from "../declare.ts";

const orders = tableArn("orders");
const audit = tableArn("audit");
const streamArn = `${orders}/stream/2026`;

const cases: readonly [operation: string, input: Input, needs: string[]][] = [
  ["GetItem", { TableName: "orders" }, [`GetItem ${orders}`]],
  ["PutItem", { TableName: orders }, [`PutItem ${orders}`]],
  ["Query", { TableName: "orders" }, [`Query ${orders}`]],
  ["Query", { TableName: "orders", IndexName: "by" }, [`Query ${orders}/index/by`]],
  ["Scan", { TableName: "orders", IndexName: "by" }, [`Scan ${orders}/index/by`]],
  [
    "BatchWriteItem",
    { RequestItems: { orders: [], audit: [] } },
    [`BatchWriteItem ${orders}`, `BatchWriteItem ${audit}`],
  ],
  ["BatchGetItem", { RequestItems: { [orders]: {} } }, [`BatchGetItem ${orders}`]],
  [
    "TransactWriteItems",
    {
      TransactItems: [
        { Put: { TableName: "orders" } },
        { Put: { TableName: "orders" } },
        { Update: { TableName: "orders" } },
        { Delete: { TableName: "audit" } },
        { ConditionCheck: { TableName: "audit" } },
      ],
    },
    [`PutItem ${orders}`, `UpdateItem ${orders}`, `DeleteItem ${audit}`, `ConditionCheckItem ${audit}`],
  ],
  ["TransactGetItems", { TransactItems: [{ Get: { TableName: "orders" } }] }, [`GetItem ${orders}`]],
  ["ListTables", {}, ["ListTables *"]],
  ["DescribeTable", { TableName: "orders" }, [`DescribeTable ${orders}`]],
  ["UpdateTimeToLive", { TableName: "orders" }, [`UpdateTimeToLive ${orders}`]],
  ["TagResource", { ResourceArn: orders }, [`TagResource ${orders}`]],
  ["DescribeStream", { StreamArn: streamArn }, [`DescribeStream ${streamArn}`]],
  ["ListStreams", { TableName: "orders" }, ["ListStreams *"]],
  ["SomethingNew", { TableName: "orders" }, [`SomethingNew ${orders}`]],
  ["SomethingNew", {}, ["SomethingNew *"]],
  ["GetItem", {}, []],
  ["ExecuteStatement", { Statement: 'SELECT * FROM "orders" WHERE id = ?' }, [`PartiQLSelect ${orders}`]],
  ["ExecuteStatement", { Statement: 'select id from "orders"."by"' }, [`PartiQLSelect ${orders}/index/by`]],
  [
    "ExecuteStatement",
    { Statement: "SELECT \"x FROM y\", ' FROM audit' FROM orders" },
    [`PartiQLSelect ${orders}`],
  ],
  ["ExecuteStatement", { Statement: "INSERT INTO orders VALUE {'id': '1'}" }, [`PartiQLInsert ${orders}`]],
  ["ExecuteStatement", { Statement: '  UPDATE "orders" SET a = 1' }, [`PartiQLUpdate ${orders}`]],
  ["ExecuteStatement", { Statement: "DELETE FROM orders.by" }, [`PartiQLDelete ${orders}/index/by`]],
  ["ExecuteStatement", { Statement: "DROP everything" }, ["PartiQLSelect *"]],
  ["ExecuteStatement", { Statement: "SELECT 1" }, ["PartiQLSelect *"]],
  [
    "BatchExecuteStatement",
    { Statements: [{ Statement: "SELECT * FROM orders" }, { Statement: "SELECT * FROM audit" }] },
    [`PartiQLSelect ${orders}`, `PartiQLSelect ${audit}`],
  ],
  [
    "ExecuteTransaction",
    { TransactStatements: [{ Statement: 'EXISTS (SELECT * FROM "orders" WHERE id = ?)' }] },
    [`PartiQLSelect ${orders}`],
  ],
];

describe("What a DynamoDB call must be allowed to do", () => {
  for (const [operation, input, needs] of cases) {
    it(`${operation} ${JSON.stringify(input)}`, () => {
      const requests = accessOf(operation, input, region);
      expect(requests.map(({ action, resource }) => `${action} ${resource}`)).to.deep.equal(
        needs.map((each) => `dynamodb:${each}`),
      );
    });
  }

  it("tells a transaction's items by the operation around them", () => {
    const [request] = accessOf(
      "TransactWriteItems",
      { TransactItems: [{ Put: { TableName: "orders" } }] },
      region,
    );
    expect(request?.context).to.deep.equal({ "dynamodb:EnclosingOperation": "TransactWriteItems" });
  });
});
