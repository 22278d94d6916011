import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { expect } from "chai";
import type { DeclaredProgram } from "../../../local/program/declared.ts";
import { probe, probeLine } from "../../../tasks/emulator/probe.ts";

function programOf(resources: Readonly<Record<string, Readonly<Record<string, unknown>>>>): DeclaredProgram {
  const declared = Object.entries(resources).map(([type, inputs]) => ({
    type,
    name: "x",
    inputs,
    outputs: inputs,
  }));
  return { project: "p", stack: "dev", resources: declared } as unknown as DeclaredProgram;
}

const PROGRAM = programOf({
  "aws:cloudwatch/logGroup:LogGroup": { name: "/g" },
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": {
    name: "f",
    pattern: "ERROR",
    logGroupName: "/g",
    metricTransformation: { name: "m", namespace: "n", value: "1", defaultValue: "0" },
  },
  "aws:cloudwatch/queryDefinition:QueryDefinition": { name: "q", queryString: "fields @message" },
});

describe("what an emulator takes", () => {
  let server: Server;
  let endpoint: string;
  const asked: unknown[] = [];
  before(async () => {
    server = createServer(async (request, response) => {
      const operation = String(request.headers["x-amz-target"]).split(".")[1];
      asked.push([operation, await json(request)]);
      const [status, body] =
        operation === "CreateLogGroup"
          ? [400, { __type: "ResourceAlreadyExistsException", message: "It is there." }]
          : operation === "PutMetricFilter"
            ? [200, {}]
            : [400, { __type: "InvalidOperationException", message: "Unknown action: PutQueryDefinition" }];
      response.writeHead(status as number, { "content-type": "application/x-amz-json-1.1" });
      response.end(JSON.stringify(body));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server.close());

  it("is told type by type, with the setting for each that it refuses", async () => {
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    const lines: string[] = [];
    for await (const result of probe(PROGRAM, { region: "us-east-1", endpoint, credentials }))
      lines.push(probeLine(result));
    expect(lines).to.deep.equal([
      "takes    1 LogGroup",
      "takes    1 LogMetricFilter",
      "REFUSES  QueryDefinition: InvalidOperationException: Unknown action: PutQueryDefinition. Set savedQueries: false.",
    ]);
    expect(asked[1]).to.deep.equal([
      "PutMetricFilter",
      {
        filterName: "f",
        filterPattern: "ERROR",
        logGroupName: "/g",
        metricTransformations: [{ metricName: "m", metricNamespace: "n", metricValue: "1", defaultValue: 0 }],
      },
    ]);
  });
});
