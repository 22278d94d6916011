import { expect } from "chai";
import { Table, type TableArgs } from "../../components/table.ts";
import { declare } from "../support/declare.ts";

const TABLE = "aws:dynamodb/table:Table";
const ITEM = "aws:dynamodb/tableItem:TableItem";

const declareTable = (args: Partial<TableArgs> = {}) =>
  declare(() => new Table("orders", { hashKey: "id", ...args }));

describe("Table", () => {
  it("is paid by request, encrypted and named by Pulumi", async () => {
    const declared = await declareTable();
    const table = declared.one(TABLE);
    expect(declared.parentOf(table)).to.equal("orders");
    expect(table.inputs).to.deep.include({
      billingMode: "PAY_PER_REQUEST",
      hashKey: "id",
      attributes: [{ name: "id", type: "S" }],
      serverSideEncryption: { enabled: true },
      tags: { project: "lambdock", stack: "dev", service: "orders" },
    });
    expect(table.inputs).not.to.have.any.keys("name", "rangeKey", "ttl");
  });

  it("declares each key attribute once, and a time to live", async () => {
    const declared = await declareTable({
      rangeKey: "line",
      indexes: [{ name: "by-customer", hashKey: "customer", rangeKey: "id" }],
      expiresAttribute: "expiresAt",
      tableName: "Orders",
    });
    const { inputs } = declared.one(TABLE);
    expect(inputs.attributes).to.deep.equal(["id", "line", "customer"].map((name) => ({ name, type: "S" })));
    expect(inputs.globalSecondaryIndexes).to.deep.equal([
      { name: "by-customer", hashKey: "customer", rangeKey: "id", projectionType: "ALL" },
    ]);
    expect(inputs).to.deep.include({ name: "Orders", ttl: { attributeName: "expiresAt", enabled: true } });
  });

  for (const protectData of [true, false]) {
    it(`${protectData ? "guards" : "does not guard"} data against deletion with protectData ${protectData}`, async () => {
      const table = (await declareTable({ protectData })).one(TABLE);
      expect(table.protect).to.equal(protectData);
      expect(table.inputs).to.deep.include({
        deletionProtectionEnabled: protectData,
        pointInTimeRecovery: { enabled: protectData },
      });
    });
  }

  it("starts with items, in DynamoDB's form", async () => {
    const item = { id: "1", total: 12.5, paid: true, note: null, lines: [{ sku: "a" }] };
    const declared = await declareTable({ items: [item] });
    const { inputs } = declared.one(ITEM);
    expect(inputs.tableName).to.equal(declared.one(TABLE).outputs.name);
    expect(JSON.parse(String(inputs.item))).to.deep.equal({
      id: { S: "1" },
      total: { N: "12.5" },
      paid: { BOOL: true },
      note: { NULL: true },
      lines: { L: [{ M: { sku: { S: "a" } } }] },
    });
  });

  const refused: readonly [Partial<TableArgs>, string][] = [
    [{ indexes: [{ name: "by", hashKey: "customer" }] }, 'the name of index "by" must have 3 to 255 letters'],
    [{ tableName: "a b c" }, 'tableName "a b c" must have 3 to 255 letters, digits, "_", "-" or ".".'],
    [{ items: [{ total: 1 }] }, 'an item lacks its key "id": {"total":1}.'],
  ];
  for (const [args, message] of refused) {
    it(`refuses ${JSON.stringify(args)}`, () => {
      expect(() => new Table("orders", { hashKey: "id", ...args })).to.throw(`Table "orders": ${message}`);
    });
  }

  it("is watched for throttles by table, and for DynamoDB's own failures by operation as well", async () => {
    const declared = await declareTable({ operations: ["GetItem", "TransactWriteItems"] });
    const TableName = declared.one(TABLE).outputs.name;
    const alarm = (key: string) =>
      declared.one("aws:cloudwatch/metricAlarm:MetricAlarm", `orders-table-${key}`).inputs;
    expect(alarm("read-throttles")).to.deep.include({
      metricName: "ReadThrottleEvents",
      dimensions: { TableName },
    });
    expect(alarm("write-throttles")).to.deep.include({
      metricName: "WriteThrottleEvents",
      dimensions: { TableName },
    });
    const [sum, ...metrics] = alarm("system-errors").metricQueries as {
      expression?: string;
      metric: object;
    }[];
    expect(sum?.expression).to.equal("SUM(METRICS())");
    expect(metrics.map(({ metric }) => metric)).to.deep.equal(
      ["GetItem", "TransactWriteItems"].map((Operation) => ({
        namespace: "AWS/DynamoDB",
        metricName: "SystemErrors",
        dimensions: { TableName, Operation },
        period: 60,
        stat: "Sum",
      })),
    );
  });

  it("watches no more operations than an alarm may have metrics", async () => {
    const declared = await declareTable();
    const { inputs } = declared.one("aws:cloudwatch/metricAlarm:MetricAlarm", "orders-table-system-errors");
    expect(inputs.metricQueries).to.have.length(11);
  });
});
