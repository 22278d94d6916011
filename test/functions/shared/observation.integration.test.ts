import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import * as v from "valibot";
import { defineContract } from "../../../functions/shared/contract.ts";
import { logger } from "../../../functions/shared/logger.ts";
import { serve } from "../../../functions/shared/serve.ts";
import type { Subsegment } from "../../../functions/shared/trace-segment.ts";
import { traced } from "../../../functions/shared/traced.ts";
import { step } from "../../../functions/shared/tracing.ts";
import { outputOf } from "../../support/captured-output.ts";
import { setEnvironment } from "../../support/dynamodb.ts";
import { until } from "../../support/until.ts";

const TRACE_ID = "1-5759e988-bd862e3fe1be46a994272793";
const PARENT_ID = "53995c3f42cd8ad8";
const sampled = `Root=${TRACE_ID};Parent=${PARENT_ID};Sampled=1;Lineage=1:a:0`;

const contract = defineContract({
  title: "Things",
  routes: {
    "GET /thing/{id}": { summary: "", responses: { 200: v.any(), 404: v.any(), 500: v.any() } },
    "GET /file": { summary: "", responses: { 200: "bytes" } },
  },
});

type Answer = { readonly status: number; readonly body: object };
type Document = Subsegment & { readonly type: string; readonly trace_id: string; readonly parent_id: string };

describe("a request", () => {
  const daemon = createSocket("udp4");
  const documents: Document[] = [];
  const level = logger.getLevelName();
  let restore: () => void;
  let aws: Server;
  let answerOfAws: Answer = { status: 200, body: {} };

  const client = () =>
    traced(
      DynamoDBDocumentClient.from(
        new DynamoDBClient({
          endpoint: `http://127.0.0.1:${(aws.address() as AddressInfo).port}`,
          region: "us-east-1",
          credentials: { accessKeyId: "a", secretAccessKey: "b" },
          maxAttempts: 2,
        }),
      ),
    );

  const handler = serve<typeof contract>(
    contract,
    {
      "GET /thing/{id}": async ({ path: { id } }) => {
        const times = Number(id);
        const dynamoDb = client();
        for (let call = 0; call < times; call += 1)
          await dynamoDb.send(new GetCommand({ TableName: "things", Key: { id } }));
        await step("look closely", async () => undefined);
        return times === 0 ? { status: 404, body: {} } : { status: 200, body: {} };
      },
      "GET /file": () => ({ status: 200, body: new Uint8Array(70) }),
    },
    {
      invalid: () => ({ status: 400, body: {} }),
      unrouted: () => ({ status: 404, body: {} }),
      unexpected: () => ({ status: 500, body: {} }),
    },
    {
      "GET /thing/{id}": {
        200: { name: "ThingsFound", unit: "Count" },
        404: { name: "ThingsMissed", unit: "Count" },
      },
      "GET /file": { 200: { name: "BytesDownloaded", unit: "Bytes" } },
    },
  );

  before(async () => {
    logger.setLogLevel("INFO");
    daemon.on("message", (message) => {
      const [header, document = ""] = message.toString().split("\n");
      expect(header).to.equal('{"format":"json","version":1}');
      documents.push(JSON.parse(document));
    });
    daemon.bind(0, "127.0.0.1");
    aws = createServer((_request, response) => {
      const { status, body } = answerOfAws;
      response.writeHead(status, { "content-type": "application/x-amz-json-1.0", "x-amzn-requestid": "R1" });
      response.end(JSON.stringify(body));
    }).listen(0, "127.0.0.1");
    await Promise.all([once(daemon, "listening"), once(aws, "listening")]);
    restore = setEnvironment({
      AWS_XRAY_DAEMON_ADDRESS: `127.0.0.1:${daemon.address().port}`,
      POWERTOOLS_METRICS_NAMESPACE: "shop/test",
      POWERTOOLS_SERVICE_NAME: "things",
      AWS_REGION: "us-east-1",
      _X_AMZN_TRACE_ID: sampled,
    });
  });

  after(() => {
    logger.setLogLevel(level);
    restore();
    daemon.close();
    aws.close();
  });

  beforeEach(() => {
    documents.length = 0;
    answerOfAws = { status: 200, body: {} };
  });

  /** Lines that the handler logs for one request, parsed. */
  async function linesOf(routeKey: string, id = "1"): Promise<Record<string, unknown>[]> {
    const event = { routeKey, pathParameters: { id } };
    const output = await outputOf(() => handler(event, { awsRequestId: "request-1" }));
    return output
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line));
  }

  async function traceOf(routeKey: string, id = "1"): Promise<Document> {
    await linesOf(routeKey, id);
    const isRoot = ({ parent_id }: Document) => parent_id === PARENT_ID;
    await until("its trace has arrived", () => documents.some(isRoot));
    const root = documents.find(isRoot);
    if (root === undefined) throw new Error("The trace is gone.");
    return root;
  }

  const metricsIn = (lines: readonly Record<string, unknown>[]) => lines.filter((line) => "_aws" in line);

  for (const [routeKey, id, route, status] of [
    ["GET /thing/{id}", "1", "GET /thing/{id}", 200],
    ["GET /thing/{id}", "0", "GET /thing/{id}", 404],
    ["GET /nothing", "1", "unrouted", 404],
  ] as const) {
    it(`is one line of the log: ${status} for ${routeKey} with ${id}`, async () => {
      const lines = (await linesOf(routeKey, id)).filter((line) => "level" in line);
      expect(lines).to.have.length(1);
      expect(lines[0]).to.deep.include({
        level: "INFO",
        message: `${route} ${status}`,
        request_id: "request-1",
        xray_trace_id: TRACE_ID,
        route,
        status,
        cold_start: false,
      });
      expect(lines[0]?.duration_ms).to.be.a("number");
    });
  }

  for (const [routeKey, id, expected] of [
    ["GET /thing/{id}", "1", { route: "GET /thing/{id}", ThingsFound: 1 }],
    ["GET /thing/{id}", "0", { route: "GET /thing/{id}", ThingsMissed: 1, ClientErrors: 1 }],
    ["GET /file", "1", { route: "GET /file", BytesDownloaded: 70 }],
    ["GET /nothing", "1", { route: "unrouted", ClientErrors: 1 }],
  ] as const) {
    it(`is one line of metrics: ${Object.keys(expected)} of ${routeKey}`, async () => {
      const lines = metricsIn(await linesOf(routeKey, id));
      expect(lines).to.have.length(1);
      const [{ _aws, Duration, ...rest } = {}] = lines;
      const [directive] = (_aws as { CloudWatchMetrics: { Metrics: { Name: string }[] }[] })
        .CloudWatchMetrics;
      expect(directive).to.deep.include({
        Namespace: "shop/test",
        Dimensions: [["service", "route"], ["service"]],
      });
      expect(rest).to.deep.equal({ service: "things", request_id: "request-1", ...expected });
      expect(directive?.Metrics.map(({ Name }) => Name)).to.have.members([
        "Duration",
        ...Object.keys(expected).filter((key) => key !== "route"),
      ]);
      expect(directive?.Metrics[0]).to.deep.equal({
        Name: "Duration",
        Unit: "Milliseconds",
        StorageResolution: 1,
      });
    });
  }

  it("that fails counts as a server error, beside the line that says why", async () => {
    answerOfAws = { status: 400, body: { __type: "x#ValidationException", message: "Bad key." } };
    const lines = await linesOf("GET /thing/{id}");
    expect(metricsIn(lines)[0]).to.include({ ServerErrors: 1 });
    expect(lines.filter(({ level }) => level === "ERROR")).to.have.length(1);
  });

  it("writes no metrics where no namespace is set", async () => {
    const undo = setEnvironment({ POWERTOOLS_METRICS_NAMESPACE: "" });
    const lines = await linesOf("GET /file");
    undo();
    expect(metricsIn(lines)).to.deep.equal([]);
  });

  it("is a subsegment below Lambda's, found by its route, its status and its stack", async () => {
    const trace = await traceOf("GET /thing/{id}");
    expect(trace).to.deep.include({
      type: "subsegment",
      trace_id: TRACE_ID,
      // Braces are no part of a segment's name.
      name: "GET /thing/id",
      annotations: {
        route: "GET /thing/{id}",
        status: 200,
        namespace: "shop/test",
        service: "things",
      },
    });
    expect(trace).not.to.have.any.keys("error", "fault", "throttle");
    expect(trace.end_time).to.be.at.least(trace.start_time);
  });

  it("has its calls to AWS and its named steps below it, in time and in order", async () => {
    const trace = await traceOf("GET /thing/{id}");
    const [call, closely] = trace.subsegments ?? [];
    expect(call).to.deep.include({
      name: "DynamoDB",
      namespace: "aws",
      http: { response: { status: 200 } },
      aws: { operation: "GetItem", region: "us-east-1", retries: 0, request_id: "R1", table_name: "things" },
    });
    expect(closely?.name).to.equal("look closely");
    expect([
      trace.start_time,
      call?.start_time,
      call?.end_time,
      closely?.start_time,
      trace.end_time,
    ]).to.satisfy((times: number[]) =>
      times.every((time, index) => index === 0 || time >= (times[index - 1] ?? 0)),
    );
  });

  for (const [status, type, marks, root] of [
    [400, "ValidationException", { error: true }, { fault: true }],
    [400, "ProvisionedThroughputExceededException", { error: true, throttle: true }, { fault: true }],
    [500, "InternalServerError", { fault: true }, { fault: true }],
  ] as const) {
    it(`marks a call that ends with ${type}, and says why`, async () => {
      answerOfAws = { status, body: { __type: `com.amazonaws.dynamodb#${type}`, message: "Because." } };
      const trace = await traceOf("GET /thing/{id}");
      const [call] = trace.subsegments ?? [];
      expect(call).to.deep.include(marks);
      expect(call?.cause?.exceptions[0]).to.include({ type, message: "Because." });
      expect(trace).to.deep.include(root);
    });
  }

  it("counts the retries of a call", async () => {
    answerOfAws = { status: 500, body: { __type: "x#InternalServerError" } };
    const [call] = (await traceOf("GET /thing/{id}")).subsegments ?? [];
    expect(call?.aws?.retries).to.equal(1);
  });

  it("with many calls is sent in parts, of which none is lost", async () => {
    const trace = await traceOf("GET /thing/{id}", "90");
    const children = () => [
      ...documents.filter(({ parent_id }) => parent_id === trace.id),
      ...(trace.subsegments ?? []),
    ];
    await until("all parts have arrived", () => children().length === 91);
    expect(new Set(children().map(({ id }) => id)).size).to.equal(91);
  });

  for (const [what, header] of [
    ["is not sampled", sampled.replace("Sampled=1", "Sampled=0")],
    ["has no trace", ""],
    ["has a header that is none", "Root=x;Parent=y;Sampled=1"],
  ] as const) {
    it(`sends nothing when it ${what}`, async () => {
      const undo = setEnvironment({ _X_AMZN_TRACE_ID: header });
      await linesOf("GET /thing/{id}");
      undo();
      // What came before it on the same socket would have arrived before this one.
      await traceOf("GET /file");
      expect(documents.map(({ name }) => name)).to.deep.equal(["GET /file"]);
    });
  }

  for (const address of ["", "nonsense", "127.0.0.1:99999", "[::1]:0"]) {
    it(`is answered though its trace can't be sent to "${address}"`, async () => {
      const undo = setEnvironment({ AWS_XRAY_DAEMON_ADDRESS: address });
      const lines = await linesOf("GET /file");
      undo();
      expect(lines[0]).to.include({ status: 200 });
    });
  }
});
