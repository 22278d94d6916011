import { callDynamoDb } from "../../aws/operator-call.ts";
import { InvocationRefused } from "../../lambda/invocation.ts";
import { routeEvent } from "../lambda/route-events.ts";
import type { ServedCloud } from "../served-cloud.ts";

/** What a drill does again and again. Nothing of it changes data: what would be written is refused or not valid. */
export type DrillTraffic =
  | { readonly kind: "requests"; readonly api: string; readonly method: string; readonly path: string }
  | {
      readonly kind: "invocations";
      readonly functionName: string;
      readonly qualifier?: string;
      /** The route whose event is sent; absent: an event without anything. */
      readonly routeKey?: string;
    }
  | { readonly kind: "calls"; readonly table: string; readonly operation: string };

export type TrafficTarget = Pick<ServedCloud, "urls" | "invoke" | "awsEndpoint" | "declared">;

/** Does it once; failures are what it is for. @throws Error when there is nobody to ask */
export async function sendTraffic(
  traffic: DrillTraffic,
  { urls, invoke, awsEndpoint, declared }: TrafficTarget,
  signal?: AbortSignal,
): Promise<void> {
  const abort = signal && { signal };
  if (traffic.kind === "requests") {
    const url = urls.apis[traffic.api];
    if (url === undefined) throw new Error(`The program declares no API "${traffic.api}".`);
    const response = await fetch(url + traffic.path, { method: traffic.method, ...abort });
    await response.arrayBuffer();
  } else if (traffic.kind === "calls") {
    const { table, operation } = traffic;
    const input = inputOf(operation, table);
    await callDynamoDb({
      endpoint: awsEndpoint,
      region: declared?.region ?? "us-east-1",
      operation,
      input,
      ...abort,
    });
  } else {
    const { functionName, qualifier, routeKey } = traffic;
    const payload =
      routeKey === undefined ? '{"headers":{}}' : routeEvent({ api: "", routeKey, path: {} }).payload;
    const invocation = {
      functionName,
      payload: Buffer.from(payload),
      ...(qualifier !== undefined && { qualifier }),
    };
    await invoke(invocation).catch((error: unknown) => {
      if (!(error instanceof InvocationRefused)) throw error;
    });
  }
}

/** Of no item: whatever DynamoDB would carry out is not valid. */
function inputOf(operation: string, TableName: string): object {
  switch (operation) {
    case "PutItem":
      return { TableName, Item: {} };
    case "Scan":
      return { TableName, Limit: 1 };
    case "Query":
      return { TableName };
    case "BatchGetItem":
      return { RequestItems: { [TableName]: { Keys: [] } } };
    case "BatchWriteItem":
      return { RequestItems: { [TableName]: [] } };
    case "TransactGetItems":
      return { TransactItems: [{ Get: { TableName, Key: {} } }] };
    case "TransactWriteItems":
      return { TransactItems: [{ Put: { TableName, Item: {} } }] };
    default:
      return { TableName, Key: {} };
  }
}
