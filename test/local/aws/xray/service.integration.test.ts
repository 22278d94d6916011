import { createSocket } from "node:dgram";
import {
  BatchGetTracesCommand,
  GetGroupsCommand,
  GetServiceGraphCommand,
  GetTraceSummariesCommand,
  PutTraceSegmentsCommand,
  XRayClient,
} from "@aws-sdk/client-xray";
import { expect } from "chai";
import { sampleShop, sampleTimes } from "../../telemetry/sample-shop.ts";
import type { TelemetryEndpoint } from "../../telemetry/telemetry-harness.ts";

describe("X-Ray", () => {
  let local: TelemetryEndpoint;
  const { from, to } = sampleTimes;

  before(async () => {
    local = await sampleShop();
  });

  after(() => local.stop());

  const send = <O>(run: (client: XRayClient) => Promise<O>) => run(new XRayClient(local.client));
  const traceId = "1-69a80320-aaaaaaaaaaaaaaaaaaaaaaaa";
  const range = { StartTime: from, EndTime: to };

  it("summarises the traces that a filter takes", async () => {
    const { TraceSummaries = [] } = await send((client) =>
      client.send(new GetTraceSummariesCommand({ ...range, FilterExpression: 'fault AND service("items")' })),
    );
    expect(TraceSummaries.map(({ Id, HasFault }) => [Id, HasFault])).to.deep.equal([[traceId, true]]);
    const none = await send((client) =>
      client.send(new GetTraceSummariesCommand({ ...range, FilterExpression: "responsetime > 90" })),
    );
    expect(none.TraceSummaries).to.deep.equal([]);
  });

  it("gives a trace with what the function sent by UDP", async () => {
    const [host = "", port = ""] = local.telemetry.daemonAddress.split(":");
    const startedAt = Date.parse("2026-03-04T10:00:00.001Z") / 1000;
    const document = {
      id: "aaaaaaaaaaaaaaaa",
      trace_id: traceId,
      parent_id: "53995c3f42cd8ad8",
      type: "subsegment",
      name: "DynamoDB",
      namespace: "aws",
      start_time: startedAt,
      end_time: startedAt + 0.004,
      aws: { operation: "PutItem", table_name: "things" },
    };
    const socket = createSocket("udp4");
    socket.send(`{"format": "json", "version": 1}\n${JSON.stringify(document)}`, Number(port), host);
    const segments = async () => {
      const { Traces = [] } = await send((client) =>
        client.send(new BatchGetTracesCommand({ TraceIds: [traceId] })),
      );
      return (Traces[0]?.Segments ?? []).map(({ Document = "{}" }) => JSON.parse(Document));
    };
    let all = await segments();
    while (!all.some(({ name }) => name === "things")) all = await segments();
    socket.close();
    expect(all.map(({ origin }) => origin)).to.include.members([
      "AWS::Lambda",
      "AWS::Lambda::Function",
      "AWS::DynamoDB::Table",
    ]);
  });

  it("draws the service graph, lists groups, and takes segments", async () => {
    const put = await send((client) =>
      client.send(new PutTraceSegmentsCommand({ TraceSegmentDocuments: ["nonsense"] })),
    );
    expect(put.UnprocessedTraceSegments).to.have.length(1);
    const { Groups = [] } = await send((client) => client.send(new GetGroupsCommand({})));
    expect(Groups[0]).to.include({ GroupName: "slow", FilterExpression: "responsetime > 5" });
    const { Services = [] } = await send((client) => client.send(new GetServiceGraphCommand(range)));
    expect(Services.map(({ Type }) => Type)).to.include.members(["AWS::Lambda", "AWS::Lambda::Function"]);
  });
});
