import type { AwsResponse } from "../http-message.ts";
import { jsonInput } from "../protocols/json-wire.ts";
import { epochSeconds, plainOutput } from "../protocols/plain-output.ts";
import { restJson } from "../protocols/rest-json.ts";
import type { Wire } from "../protocols/wire.ts";

/** https://docs.aws.amazon.com/xray/latest/api/API_Operations.html */
const OPERATIONS: Readonly<Record<string, string>> = {
  "/Groups": "GetGroups",
  "/ServiceGraph": "GetServiceGraph",
  "/TelemetryRecords": "PutTelemetryRecords",
  "/TraceSegments": "PutTraceSegments",
  "/TraceSummaries": "GetTraceSummaries",
  "/Traces": "BatchGetTraces",
};

/** restJson1 with one path for each operation, and everything in the body. */
export const xrayWire: Wire = {
  protocol: restJson,
  operation: ({ path }) => OPERATIONS[path] ?? path,
  input: jsonInput,
  answer: (_operation, output): AwsResponse => ({
    status: 200,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(plainOutput(output, epochSeconds)),
  }),
};
