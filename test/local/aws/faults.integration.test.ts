import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { EventStream } from "../../../local/events.ts";
import { FaultBoard } from "../../../local/faults/fault-board.ts";
import { recordDynamoDbMetrics } from "../../../local/telemetry/metrics/dynamodb-metrics.ts";
import { MetricStore } from "../../../local/telemetry/metrics/metric-store.ts";
import { program, region, role, roleArn, table, tableArn } from "./declare.ts";
import { type LocalAws, startLocalAws } from "./local-aws.ts";
import { bucket, operatorClient } from "./s3/local-s3.ts";

const declared = program([
  table("orders", {
    attributes: [
      { name: "id", type: "S" },
      { name: "customer", type: "S" },
    ],
    globalSecondaryIndexes: [{ name: "by-customer", hashKey: "customer", projectionType: "ALL" }],
  }),
  table("audit", { billingMode: "PROVISIONED", readCapacity: 1, writeCapacity: 1 }),
  bucket("files"),
  ...role("clerk", [
    {
      Effect: "Allow",
      Action: ["dynamodb:PutItem", "dynamodb:GetItem", "dynamodb:Query"],
      Resource: [tableArn("orders"), `${tableArn("orders")}/index/*`, tableArn("audit")],
    },
  ]),
]);

interface Failure extends Error {
  readonly $metadata: { readonly httpStatusCode: number; readonly attempts: number };
}

describe("A call with a fault", () => {
  let aws: LocalAws;
  let metrics: MetricStore;
  const waits: number[] = [];
  const board = new FaultBoard({
    events: new EventStream(),
    random: () => 0,
    wait: async (milliseconds) => void waits.push(milliseconds),
  });
  const clients: DynamoDBClient[] = [];

  before(async () => {
    aws = await startLocalAws({ faults: board });
    await aws.apply(declared);
    board.declare(declared);
  });

  beforeEach(() => {
    metrics = new MetricStore(aws.events);
    const end = recordDynamoDbMetrics(aws.events, metrics);
    aws.calls.length = 0;
    board.clear();
    ends.push(end);
  });

  const ends: (() => void)[] = [];

  afterEach(() => {
    for (const end of ends.splice(0)) end();
    for (const client of clients.splice(0)) client.destroy();
  });

  after(() => aws.stop());

  function clerk(maxAttempts: number): DynamoDBClient {
    const credentials = aws.credentials.credentialsFor(roleArn("clerk"), "fn");
    const client = new DynamoDBClient({ endpoint: aws.url, region, credentials, maxAttempts });
    clients.push(client);
    return client;
  }

  type Send = (client: DynamoDBClient) => Promise<unknown>;
  const get: Send = (client) =>
    client.send(new GetItemCommand({ TableName: "orders", Key: { id: { S: "1" } } }));
  const put =
    (TableName: string): Send =>
    (client) =>
      client.send(new PutItemCommand({ TableName, Item: { id: { S: "1" } } }));

  /** @param attempts the SDK's, which waits before each further one */
  async function failureOf(send: Send, attempts = 1): Promise<Failure> {
    return send(clerk(attempts)).then(
      () => expect.fail("It went well."),
      (error: Failure) => error,
    );
  }

  /** How often a metric of DynamoDB was counted, by its dimensions. */
  function counted(metricName: string): Record<string, number> {
    return Object.fromEntries(
      metrics.list({ namespace: "AWS/DynamoDB", metricName }).map((series) => {
        const periods = [...series.periods(0, Number.MAX_SAFE_INTEGER, 60_000 * 60 * 24).values()];
        const sum = periods.reduce((total, period) => total + period.sum, 0);
        return [Object.values(series.metric.dimensions).join(" "), sum];
      }),
    );
  }

  it("is throttled, which the SDK retries and DynamoDB's metrics count", async () => {
    board.add("table/orders:throttle");
    const failure = await failureOf(get, 2);
    expect(failure.name).to.equal("ThrottlingException");
    expect(failure.message).to.match(/^Throughput exceeds the current capacity of your table or index\./);
    expect(failure.$metadata).to.include({ httpStatusCode: 400, attempts: 2 });
    expect(counted("ThrottledRequests")).to.deep.equal({ "orders GetItem": 2 });
    expect(counted("ReadThrottleEvents")).to.deep.equal({ orders: 2 });
    expect(counted("WriteThrottleEvents")).to.deep.equal({});
    expect(aws.calls[0]).to.deep.include({
      errorCode: "ThrottlingException",
      resources: [tableArn("orders")],
      failedResources: [tableArn("orders")],
    });
    // What the role may do is not the reason.
    expect(aws.calls[0]?.decisions.map(({ allowed }) => allowed)).to.deep.equal([true]);
  });

  it("goes through once the throttle has passed, without its caller knowing", async () => {
    const { id } = board.add("table/orders:throttle");
    const end = aws.events.subscribe("aws-call", () => board.remove(id));
    ends.push(end);
    await get(clerk(2));
    expect(aws.calls.map(({ status }) => status)).to.deep.equal([400, 200]);
  });

  it("exceeds a table's capacity, where it has one", async () => {
    board.add("table/audit:throttle");
    const failure = await failureOf(put("audit"));
    expect(failure).to.include({
      name: "ProvisionedThroughputExceededException",
      message:
        "The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.",
    });
    expect(failure).to.have.deep.property("ThrottlingReasons", [
      { reason: "TableWriteKeyRangeThroughputExceeded", resource: tableArn("audit") },
    ]);
    expect(counted("WriteThrottleEvents")).to.deep.equal({ audit: 1 });
  });

  it("is throttled on an index of the table as well", async () => {
    board.add("table/orders:throttle");
    const failure = await failureOf((client) =>
      client.send(
        new QueryCommand({
          TableName: "orders",
          IndexName: "by-customer",
          KeyConditionExpression: "customer = :c",
          ExpressionAttributeValues: { ":c": { S: "1" } },
        }),
      ),
    );
    expect(failure).to.have.deep.nested.property(
      "ThrottlingReasons[0].reason",
      "IndexReadKeyRangeThroughputExceeded",
    );
    expect(counted("ReadThrottleEvents")).to.deep.equal({ orders: 1 });
  });

  it("is a transaction that is cancelled, of which the part that was throttled is told", async () => {
    board.add("table/audit:throttle");
    const Item = { id: { S: "1" } };
    const failure = await failureOf(
      (client) =>
        client.send(
          new TransactWriteItemsCommand({
            TransactItems: [{ Put: { TableName: "orders", Item } }, { Put: { TableName: "audit", Item } }],
          }),
        ),
      2,
    );
    expect(failure).to.include({
      name: "TransactionCanceledException",
      message:
        "Transaction cancelled, please refer cancellation reasons for specific reasons [None, ProvisionedThroughputExceeded]",
    });
    expect(failure).to.have.nested.property("CancellationReasons[1].Code", "ProvisionedThroughputExceeded");
    expect(failure.$metadata.attempts).to.equal(1);
    expect(counted("ThrottledRequests")).to.deep.equal({ "audit TransactWriteItems": 1 });
    expect(counted("WriteThrottleEvents")).to.deep.equal({ audit: 1 });
    expect(counted("UserErrors")).to.deep.equal({});
  });

  it("fails in DynamoDB itself, which the SDK retries", async () => {
    board.add("table/orders:error");
    const failure = await failureOf(put("orders"), 2);
    expect(failure).to.include({ name: "InternalServerError", message: "Internal server error" });
    expect(failure.$metadata).to.include({ httpStatusCode: 500, attempts: 2 });
    expect(counted("SystemErrors")).to.deep.equal({ "orders PutItem": 2 });
  });

  it("is refused by a policy above the role's, and not tried again", async () => {
    board.add("table/orders:refuse");
    const failure = await failureOf(get, 2);
    expect(failure.name).to.equal("AccessDeniedException");
    expect(failure.message).to.match(
      /assumed-role\/clerk\/fn is not authorized to perform: dynamodb:GetItem on resource: .*table\/orders with an explicit deny in a service control policy$/,
    );
    expect(failure.$metadata.attempts).to.equal(1);
  });

  it("takes longer", async () => {
    board.add("table/orders:latency=2s");
    const client = clerk(1);
    await get(client);
    expect(waits).to.deep.equal([2_000]);
    await put("audit")(client);
    expect(waits).to.have.length(1);
  });

  it("fails in S3 as S3 does", async () => {
    const s3 = operatorClient(aws);
    for (const [fault, name, status] of [
      ["bucket/files:throttle", "SlowDown", 503],
      ["bucket/files:error", "InternalError", 500],
      ["bucket/files:refuse", "AccessDenied", 403],
    ] as const) {
      const { id } = board.add(fault);
      const failure = await s3
        .send(new GetObjectCommand({ Bucket: "files", Key: "a" }))
        .catch((error: Failure) => error);
      expect(failure).to.include({ name });
      expect(failure.$metadata.httpStatusCode).to.equal(status);
      board.remove(id);
    }
    s3.destroy();
  });

  it("without a fault tells what it is about, whoever makes it", async () => {
    const operator = new DynamoDBClient({
      endpoint: aws.url,
      region,
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    });
    await get(operator);
    operator.destroy();
    expect(aws.calls[0]).to.deep.include({ resources: [tableArn("orders")], decisions: [] });
    expect(aws.calls[0]).not.to.have.property("failedResources");
    expect(counted("SuccessfulRequestLatency")).to.have.keys("orders GetItem");
  });
});
