import { expect } from "chai";
import type { ExistingTable } from "../../../../local/aws/dynamodb/existing-table.ts";
import { tableDefinition } from "../../../../local/aws/dynamodb/table-definition.ts";
import { changes, creation } from "../../../../local/aws/dynamodb/table-requests.ts";
import { table, tableArn } from "../declare.ts";

const attributes = [
  { name: "id", type: "S" },
  { name: "at", type: "N" },
];
const index = { name: "by-time", hashKey: "id", rangeKey: "at", projectionType: "ALL" };

function define(inputs: Record<string, unknown> = {}) {
  return tableDefinition(table("orders", { attributes, ...inputs }));
}

/** The table as it is once a declaration has been applied. */
function existing(inputs: Record<string, unknown> = {}): ExistingTable {
  return { ...define(inputs), arn: tableArn("orders"), active: true };
}

describe("A DynamoDB table's creation", () => {
  it("says all that is declared", () => {
    const [create, ttl, ...others] = creation(
      define({
        rangeKey: "at",
        billingMode: "PROVISIONED",
        readCapacity: 5,
        writeCapacity: 3,
        globalSecondaryIndexes: [{ ...index, readCapacity: 2, writeCapacity: 2 }],
        localSecondaryIndexes: [
          { name: "local", rangeKey: "at", projectionType: "INCLUDE", nonKeyAttributes: ["total"] },
        ],
        ttl: { attributeName: "expires", enabled: true },
        streamEnabled: true,
        streamViewType: "NEW_IMAGE",
        deletionProtectionEnabled: true,
        tags: { team: "shop" },
        tagsAll: { team: "shop", project: "lambdock" },
      }),
    );
    const KeySchema = [
      { AttributeName: "id", KeyType: "HASH" },
      { AttributeName: "at", KeyType: "RANGE" },
    ];
    expect(create).to.deep.equal({
      operation: "CreateTable",
      input: {
        TableName: "orders",
        KeySchema,
        AttributeDefinitions: [
          { AttributeName: "id", AttributeType: "S" },
          { AttributeName: "at", AttributeType: "N" },
        ],
        BillingMode: "PROVISIONED",
        ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 3 },
        GlobalSecondaryIndexes: [
          {
            IndexName: "by-time",
            KeySchema,
            Projection: { ProjectionType: "ALL" },
            ProvisionedThroughput: { ReadCapacityUnits: 2, WriteCapacityUnits: 2 },
          },
        ],
        LocalSecondaryIndexes: [
          {
            IndexName: "local",
            KeySchema,
            Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["total"] },
          },
        ],
        StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" },
        DeletionProtectionEnabled: true,
        Tags: [
          { Key: "team", Value: "shop" },
          { Key: "project", Value: "lambdock" },
        ],
      },
    });
    expect(ttl?.input).to.deep.equal({
      TableName: "orders",
      TimeToLiveSpecification: { Enabled: true, AttributeName: "expires" },
    });
    expect(others).to.deep.equal([]);
  });

  it("names the table and the input that is wrong", () => {
    expect(() => define({ hashKey: undefined })).to.throw(
      /DynamoDB table "orders": input hashKey is not valid/,
    );
  });
});

describe("A DynamoDB table's changes", () => {
  const cases: readonly [
    what: string,
    has: Record<string, unknown>,
    wants: Record<string, unknown>,
    calls: object[],
  ][] = [
    ["none", {}, {}, []],
    [
      "an index that is added",
      {},
      { globalSecondaryIndexes: [index] },
      [{ AttributeDefinitions: "…", GlobalSecondaryIndexUpdates: [{ Create: "by-time" }] }],
    ],
    [
      "an index that is dropped",
      { globalSecondaryIndexes: [index] },
      {},
      [{ GlobalSecondaryIndexUpdates: [{ Delete: "by-time" }] }],
    ],
    [
      "an index that differs",
      { globalSecondaryIndexes: [index] },
      { globalSecondaryIndexes: [{ ...index, projectionType: "KEYS_ONLY" }] },
      [
        { GlobalSecondaryIndexUpdates: [{ Delete: "by-time" }] },
        { AttributeDefinitions: "…", GlobalSecondaryIndexUpdates: [{ Create: "by-time" }] },
      ],
    ],
    [
      "an index whose key has another type",
      { globalSecondaryIndexes: [index] },
      { globalSecondaryIndexes: [index], attributes: [...attributes.slice(0, 1), { name: "at", type: "S" }] },
      [
        { GlobalSecondaryIndexUpdates: [{ Delete: "by-time" }] },
        { AttributeDefinitions: "…", GlobalSecondaryIndexUpdates: [{ Create: "by-time" }] },
      ],
    ],
    [
      "a stream's view type",
      { streamEnabled: true, streamViewType: "NEW_IMAGE" },
      { streamEnabled: true, streamViewType: "KEYS_ONLY" },
      [
        { StreamSpecification: { StreamEnabled: false } },
        { StreamSpecification: { StreamEnabled: true, StreamViewType: "KEYS_ONLY" } },
      ],
    ],
    [
      "the attribute of expiry",
      { ttl: { attributeName: "a", enabled: true } },
      { ttl: { attributeName: "b", enabled: true } },
      [
        { TimeToLiveSpecification: { Enabled: false, AttributeName: "a" } },
        { TimeToLiveSpecification: { Enabled: true, AttributeName: "b" } },
      ],
    ],
    [
      "expiry that is off",
      { ttl: { attributeName: "a", enabled: true } },
      { ttl: { attributeName: "a", enabled: false } },
      [{ TimeToLiveSpecification: { Enabled: false, AttributeName: "a" } }],
    ],
    ["deletion protection", {}, { deletionProtectionEnabled: true }, [{ DeletionProtectionEnabled: true }]],
    [
      "the billing mode, with an index that stays",
      { globalSecondaryIndexes: [index] },
      { globalSecondaryIndexes: [index], billingMode: "PROVISIONED", readCapacity: 4, writeCapacity: 4 },
      [
        {
          BillingMode: "PROVISIONED",
          ProvisionedThroughput: { ReadCapacityUnits: 4, WriteCapacityUnits: 4 },
          GlobalSecondaryIndexUpdates: [{ Update: "by-time" }],
        },
      ],
    ],
    [
      "tags",
      { tags: { team: "shop", old: "1" } },
      { tags: { team: "web" } },
      [{ TagKeys: ["old"] }, { Tags: [{ Key: "team", Value: "web" }] }],
    ],
  ];
  for (const [what, has, wants, calls] of cases) {
    it(`are ${what}`, () => {
      expect(changes(existing(has), define(wants)).map(({ input }) => summary(input))).to.deep.equal(calls);
    });
  }

  const refused: readonly [what: string, wants: Record<string, unknown>, message: RegExp][] = [
    ["another hash key", { hashKey: "at" }, /its key is id \(S\), and the program declares at \(N\)/],
    [
      "another range key",
      { rangeKey: "at" },
      /its key is id \(S\), and the program declares id \(S\) \+ at \(N\)/,
    ],
    ["another type of the key", { attributes: [{ name: "id", type: "B" }] }, /declares id \(B\)/],
    [
      "another local index",
      { localSecondaryIndexes: [{ name: "local", rangeKey: "at", projectionType: "ALL" }] },
      /its local secondary index is none/,
    ],
  ];
  for (const [what, wants, message] of refused) {
    it(`are refused for ${what}, with the flag that drops the data`, () => {
      expect(() => changes(existing(), define(wants)))
        .to.throw(message)
        .with.property("message")
        .that.matches(/^DynamoDB table "orders" can't be changed in place.*npm start -- --reset/);
    });
  }
});

/** An input without what is the same in all, and indexes by their name. */
function summary({ TableName: _, ResourceArn: __, ...input }: Readonly<Record<string, unknown>>): object {
  return JSON.parse(JSON.stringify(input), (key, value) => {
    if (key === "AttributeDefinitions") return "…";
    return key === "Create" || key === "Delete" || key === "Update" ? value.IndexName : value;
  });
}
