import { crc32 } from "node:zlib";
import { AwsError } from "../aws-error.ts";
import type { AwsRequest, AwsResponse } from "../http-message.ts";
import { awsJson } from "../protocols/aws-json.ts";
import {
  type AccessRequest,
  type AwsService,
  type ServiceFailure,
  standardSignatureRules,
} from "../service.ts";
import { accessOf, type Input } from "./access.ts";
import { type EngineClient, type EngineResponse, EngineUnreachable, errorOf } from "./engine-client.ts";
import { systemError, throttled } from "./failures.ts";
import { tableNameOf, withOurArns } from "./table-arn.ts";

/** Operations on data: their answers hold no ARN but what a user has stored. */
const dataOperations: ReadonlySet<string> = new Set([
  "BatchExecuteStatement",
  "BatchGetItem",
  "BatchWriteItem",
  "DeleteItem",
  "ExecuteStatement",
  "ExecuteTransaction",
  "GetItem",
  "GetRecords",
  "PutItem",
  "Query",
  "Scan",
  "TransactGetItems",
  "TransactWriteItems",
  "UpdateItem",
]);

/** The other operations that every engine has. */
const declarationOperations: readonly string[] = [
  "CreateTable",
  "DeleteTable",
  "DescribeStream",
  "DescribeTable",
  "DescribeTimeToLive",
  "GetShardIterator",
  "ListStreams",
  "ListTables",
  "ListTagsOfResource",
  "TagResource",
  "UntagResource",
  "UpdateTable",
  "UpdateTimeToLive",
];

const jsonType = "application/x-amz-json-1.0";

/** DynamoDB and DynamoDB Streams: decides about each table, then passes the call to the engine. */
export class DynamoDbService implements AwsService {
  readonly signingNames = ["dynamodb"];
  readonly protocol = awsJson("1.0", "com.amazonaws.dynamodb.v20120810#");
  readonly signatureRules = standardSignatureRules;
  /** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html: 16 MB for a batch */
  readonly maxBodyBytes = 16 * 1024 * 1024;
  readonly #engine: EngineClient;
  readonly #isOnDemand: (tableName: string) => boolean;

  /** @param isOnDemand whether a table has no provisioned capacity; by default every one */
  constructor(engine: EngineClient, isOnDemand: (tableName: string) => boolean = () => true) {
    this.#engine = engine;
    this.#isOnDemand = isOnDemand;
  }

  action(request: AwsRequest): string {
    return `dynamodb:${operationOf(request)}`;
  }

  authorize(request: AwsRequest): readonly AccessRequest[] {
    return accessOf(operationOf(request), parseInput(request.body), request.region);
  }

  failure(kind: ServiceFailure, request: AwsRequest, resources: readonly string[]): AwsError {
    if (kind === "error") return systemError();
    return throttled({
      operation: operationOf(request),
      input: parseInput(request.body),
      region: request.region,
      resources,
      isOnDemand: (arn) => this.#isOnDemand(tableNameOf(arn)),
    });
  }

  async handle(request: AwsRequest): Promise<AwsResponse> {
    const operation = operationOf(request);
    const target = request.headers["x-amz-target"];
    if (target === undefined || operation === "") {
      throw new AwsError("UnknownOperationException", 400, "X-Amz-Target names no operation of DynamoDB.");
    }
    const response = await this.#send(target, withTableNames(request.body));
    if (isUnknownOperation(response)) throw unknownOperation(operation);
    return dataOperations.has(operation) ? passOn(response) : passOnWithOurArns(response, request.region);
  }

  async #send(target: string, body: Buffer): Promise<EngineResponse> {
    try {
      return await this.#engine.send(target, body);
    } catch (error) {
      if (!(error instanceof EngineUnreachable)) throw error;
      // A code that every SDK retries.
      throw new AwsError("InternalServerError", 500, `The DynamoDB engine did not answer: ${error.message}`);
    }
  }
}

/** `PutItem` in `DynamoDB_20120810.PutItem`. */
function operationOf({ headers }: AwsRequest): string {
  return /^DynamoDB(?:Streams)?_20120810\.(\w+)$/.exec(headers["x-amz-target"] ?? "")?.[1] ?? "";
}

type Reviver = (key: string, value: unknown) => unknown;

/** @throws AwsError SerializationException, as AWS answers what is no JSON object */
function parseInput(body: Buffer, reviver?: Reviver): Input {
  try {
    const input: unknown = JSON.parse(body.toString(), reviver);
    if (typeof input === "object" && input !== null) return { ...input };
  } catch {
    // Falls through to the one answer for everything that can't be read.
  }
  throw new AwsError("SerializationException", 400, "Start of structure or map found where not expected.");
}

const tableFields: ReadonlySet<string> = new Set(["TableName", "TargetTableName", "SourceTableName"]);

/** AWS takes a table's ARN wherever it takes its name; engines take the name. Any other body stays byte for byte. */
function withTableNames(body: Buffer): Buffer {
  if (!body.includes('"arn:aws:dynamodb:')) return body;
  const { RequestItems, ...input } = parseInput(body, (key, value) =>
    tableFields.has(key) && typeof value === "string" ? tableNameOf(value) : value,
  );
  const named = typeof RequestItems === "object" && RequestItems !== null;
  return Buffer.from(JSON.stringify(named ? { ...input, RequestItems: byTableName(RequestItems) } : input));
}

function byTableName(requestItems: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(requestItems).map(([name, value]) => [tableNameOf(name), value]));
}

/** Engines say nothing more than that. */
function isUnknownOperation({ status, body }: EngineResponse): boolean {
  return status === 400 && errorOf(readJson(body)).code === "UnknownOperationException";
}

function unknownOperation(operation: string): AwsError {
  const known = [...dataOperations, ...declarationOperations].sort().join(", ");
  const message = `The local cloud's dynamodb has no operation "${operation}". It has ${known}.`;
  return new AwsError("UnknownOperationException", 400, message);
}

function passOn({ status, headers, body }: EngineResponse): AwsResponse {
  const checksum = headers["x-amz-crc32"];
  return {
    status,
    headers: {
      "content-type": headers["content-type"] ?? jsonType,
      "x-amz-crc32": typeof checksum === "string" ? checksum : String(crc32(body)),
    },
    body,
    ...(status >= 400 && { error: errorOf(readJson(body)) }),
  };
}

/** The checksum is made anew, because SDKs compare it. */
function passOnWithOurArns(response: EngineResponse, region: string): AwsResponse {
  const body = Buffer.from(withOurArns(response.body.toString(), region));
  return passOn({ ...response, headers: { ...response.headers, "x-amz-crc32": undefined }, body });
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return { message: body.toString() };
  }
}
