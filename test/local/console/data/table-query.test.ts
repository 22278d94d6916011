import { expect } from "chai";
import { plainItem } from "../../../../local/console/data/attribute-value.ts";
import { itemsRequest } from "../../../../local/console/data/table-query.ts";
import { columnsOf, tableLine } from "../../../../local/console/data/table-view.ts";

const TABLE = tableLine({
  Table: {
    TableName: "orders",
    KeySchema: [
      { AttributeName: "id", KeyType: "HASH" },
      { AttributeName: "at", KeyType: "RANGE" },
    ],
    AttributeDefinitions: [
      { AttributeName: "id", AttributeType: "S" },
      { AttributeName: "at", AttributeType: "N" },
      { AttributeName: "customer", AttributeType: "S" },
    ],
    GlobalSecondaryIndexes: [
      { IndexName: "byCustomer", KeySchema: [{ AttributeName: "customer", KeyType: "HASH" }] },
    ],
    LocalSecondaryIndexes: [],
  },
});

const ASKED = { index: "", partition: "", sort: "", sortOperator: "=" as const };
const request = (asked: Partial<Parameters<typeof itemsRequest>[2]>) =>
  itemsRequest("orders", TABLE.queryables, { ...ASKED, ...asked });

describe("a request for items", () => {
  it("without a key is a scan, from where the last page ended", () => {
    expect(request({ start: { id: { S: "1" } } })).to.deep.equal({
      operation: "Scan",
      input: { TableName: "orders", Limit: 50, ExclusiveStartKey: { id: { S: "1" } } },
    });
  });

  it("with keys is a query, their types being the table's", () => {
    expect(request({ partition: "o1", sort: "5", sortOperator: ">=" })).to.deep.equal({
      operation: "Query",
      input: {
        TableName: "orders",
        Limit: 50,
        KeyConditionExpression: "#p = :p AND #s >= :s",
        ExpressionAttributeNames: { "#p": "id", "#s": "at" },
        ExpressionAttributeValues: { ":p": { S: "o1" }, ":s": { N: "5" } },
      },
    });
    expect(request({ partition: "o1", sort: "5", sortOperator: "begins_with" }).input).to.include({
      KeyConditionExpression: "#p = :p AND begins_with(#s, :s)",
    });
  });

  it("may be to an index, whose missing sort key is left out", () => {
    const { input } = request({ index: "byCustomer", partition: "cy", sort: "ignored" });
    expect(input).to.deep.include({
      IndexName: "byCustomer",
      KeyConditionExpression: "#p = :p",
      ExpressionAttributeNames: { "#p": "customer" },
    });
  });

  it("names an index that does not exist", () => {
    expect(() => request({ index: "byMoon" })).to.throw('no index "byMoon"');
  });
});

describe("an item", () => {
  it("is shown as people write it, no digit lost", () => {
    const item = {
      text: { S: "a" },
      number: { N: "1.5" },
      long: { N: "12345678901234567890" },
      flag: { BOOL: true },
      nothing: { NULL: true },
      list: { L: [{ N: "1" }, { M: { a: { S: "b" } } }] },
      set: { NS: ["1", "2"] },
      bytes: { B: "AAEC" },
    };
    expect(plainItem(item)).to.deep.equal({
      text: "a",
      number: 1.5,
      long: "12345678901234567890",
      flag: true,
      nothing: null,
      list: [1, { a: "b" }],
      set: [1, 2],
      bytes: "(base64) AAEC",
    });
  });

  it("has its keys in the first columns", () => {
    expect(columnsOf([{ b: 1, id: 2 }, { c: 3 }], ["id", "at"])).to.deep.equal(["id", "at", "b", "c"]);
  });
});
