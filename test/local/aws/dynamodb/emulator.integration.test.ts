import {
  DeleteItemCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  GetItemCommand,
  ScanCommand,
} from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import type { DeclaredResource } from "../../../../local/program/declared.ts";
import { program, region, resource, table } from "../declare.ts";
import { type LocalAws, startLocalAws, temporaryFolder } from "../local-aws.ts";

const item = (name: string, text: string) =>
  resource("aws:dynamodb/tableItem:TableItem", name, { tableName: "orders", hashKey: "id", item: text });

describe("The declared DynamoDB tables", () => {
  const running: LocalAws[] = [];
  const clients: DynamoDBClient[] = [];

  afterEach(async () => {
    for (const client of clients.splice(0)) client.destroy();
    for (const aws of running.splice(0)) await aws.stop();
  });

  async function start(resources: DeclaredResource[], dataDir?: string) {
    const aws = await startLocalAws(dataDir === undefined ? {} : { dataDir });
    running.push(aws);
    await aws.apply(program(resources));
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    const client = new DynamoDBClient({ endpoint: aws.url, region, credentials });
    clients.push(client);
    return { aws, client, ids: () => idsOf(client) };
  }

  it("are changed as their declaration is", async () => {
    const { aws, client } = await start([
      table("orders", { streamEnabled: true, streamViewType: "NEW_IMAGE" }),
    ]);
    await aws.apply(
      program([
        table("orders", {
          attributes: [
            { name: "id", type: "S" },
            { name: "customer", type: "S" },
          ],
          globalSecondaryIndexes: [{ name: "by-customer", hashKey: "customer", projectionType: "KEYS_ONLY" }],
          ttl: { attributeName: "expires", enabled: true },
          deletionProtectionEnabled: true,
          billingMode: "PROVISIONED",
          readCapacity: 3,
          writeCapacity: 2,
          tags: { team: "shop" },
        }),
      ]),
    );
    const { Table } = await client.send(new DescribeTableCommand({ TableName: "orders" }));
    expect(Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName)).to.deep.equal(["by-customer"]);
    expect(Table?.ProvisionedThroughput).to.include({ ReadCapacityUnits: 3, WriteCapacityUnits: 2 });
    expect(Table).to.include({ DeletionProtectionEnabled: true, TableStatus: "ACTIVE" });
    expect(Table?.StreamSpecification?.StreamEnabled ?? false).to.equal(false);
    const { TimeToLiveDescription } = await client.send(
      new DescribeTimeToLiveCommand({ TableName: "orders" }),
    );
    expect(TimeToLiveDescription).to.deep.equal({ AttributeName: "expires", TimeToLiveStatus: "ENABLED" });
  });

  it("keep their data when a change is refused", async () => {
    const { aws, client, ids } = await start([table("orders")]);
    await put(client, "kept");
    const error = await aws
      .apply(program([table("orders", { hashKey: "key" })]))
      .catch((reason: unknown) => reason);
    expect(error).to.have.property("name", "LocalError");
    expect(await ids()).to.deep.equal(["kept"]);
  });

  it("have each declared item once: what was deleted or changed since stays so", async () => {
    await using folder = await temporaryFolder();
    const resources = [table("orders"), item("demo", '{"id": {"S": "demo"}}')];
    const first = await start(resources, folder.path);
    expect(await first.ids()).to.deep.equal(["demo"]);
    await put(first.client, "later");
    await first.client.send(new DeleteItemCommand({ TableName: "orders", Key: { id: { S: "demo" } } }));
    await first.aws.apply(program([...resources, item("other", '{"id": {"S": "other"}}')]));
    expect(await first.ids()).to.have.members(["later", "other"]);
    await running.pop()?.stop();

    const later = item("later", '{"id": {"S": "later"}, "from": {"S": "the declaration"}}');
    const second = await start([...resources, later, item("last", '{"id": {"S": "last"}}')], folder.path);
    expect(await second.ids()).to.have.members(["later", "other", "last"]);
    const { Item } = await second.client.send(
      new GetItemCommand({ TableName: "orders", Key: { id: { S: "later" } } }),
    );
    expect(Item).not.to.have.property("from");
  });

  it("have their items though the first declaration of one was wrong", async () => {
    await using folder = await temporaryFolder();
    await start([table("orders"), item("demo", "[]")], folder.path).catch(() => undefined);
    await running.pop()?.stop();
    const { ids } = await start([table("orders"), item("demo", '{"id": {"S": "demo"}}')], folder.path);
    expect(await ids()).to.deep.equal(["demo"]);
  });

  it("name an item that is none", async () => {
    const error = await start([table("orders"), item("demo", "[]")]).catch((reason: unknown) => reason);
    expect(error)
      .to.have.property("message")
      .that.matches(/^DynamoDB item "demo": "item" must be a JSON object/);
  });

  it("name a table that AWS would refuse", async () => {
    const { aws } = await start([]);
    const refusal = (...tables: DeclaredResource[]) =>
      aws.apply(program(tables)).catch((reason: Error) => reason.message);
    expect(await refusal(table("orders", { ttl: { enabled: true, attributeName: "" } }))).to.equal(
      'AWS would refuse the declaration: Table "orders" expires items without an attribute that says when. Name it in ttl.',
    );
    expect(await refusal(table("orders"), table("audit", { name: "orders" }))).to.include(
      'Table "audit" is named "orders" in AWS like "orders".',
    );
  });

  it("stay when they are declared no longer, with one notice", async () => {
    const { aws, client, ids } = await start([table("orders"), table("audit")]);
    await put(client, "kept");
    await aws.apply(program([table("audit")]));
    await aws.apply(program([table("audit")]));
    expect(await ids()).to.deep.equal(["kept"]);
    const messages = aws.notices.map(({ message }) => message);
    expect(messages).to.deep.equal([
      'DynamoDB table "orders" is not declared; it stays until npm start -- --reset removes it.',
    ]);
  });

  it("survive their engine's death", async () => {
    await using folder = await temporaryFolder();
    const { aws, client, ids } = await start([table("orders")], folder.path);
    const ports = new Set([aws.engine.url]);
    for (const id of ["1", "2", "3"]) {
      await put(client, id);
      await aws.killEngine();
    }
    expect(await ids()).to.have.members(["1", "2", "3"]);
    expect(aws.notices.map(({ message }) => message)).to.deep.equal(
      Array(3).fill("The DynamoDB engine ended (SIGKILL) and was started again."),
    );
    expect(ports.add(aws.engine.url)).to.have.property("size", 1);
  });
});

async function put(client: DynamoDBClient, id: string): Promise<void> {
  await DynamoDBDocumentClient.from(client).send(new PutCommand({ TableName: "orders", Item: { id } }));
}

async function idsOf(client: DynamoDBClient): Promise<string[]> {
  const { Items = [] } = await client.send(new ScanCommand({ TableName: "orders" }));
  return Items.map(({ id }) => id?.S ?? "");
}
