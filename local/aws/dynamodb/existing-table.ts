import * as v from "valibot";
import { type EngineClient, EngineError } from "./engine-client.ts";
import type { SecondaryIndex, TableDefinition } from "./table-definition.ts";

const indexSchema = v.object({
  IndexName: v.string(),
  KeySchema: v.array(v.object({ AttributeName: v.string(), KeyType: v.picklist(["HASH", "RANGE"]) })),
  Projection: v.object({
    ProjectionType: v.string(),
    NonKeyAttributes: v.exactOptional(v.array(v.string())),
  }),
  IndexStatus: v.optional(v.string()),
});

/** What of DescribeTable's answer is compared with a declaration. */
const tableSchema = v.object({
  TableArn: v.string(),
  TableStatus: v.string(),
  KeySchema: indexSchema.entries.KeySchema,
  AttributeDefinitions: v.array(v.object({ AttributeName: v.string(), AttributeType: v.string() })),
  BillingModeSummary: v.optional(v.object({ BillingMode: v.optional(v.string()) })),
  ProvisionedThroughput: v.object({ ReadCapacityUnits: v.number(), WriteCapacityUnits: v.number() }),
  GlobalSecondaryIndexes: v.optional(v.array(indexSchema), []),
  LocalSecondaryIndexes: v.optional(v.array(indexSchema), []),
  StreamSpecification: v.optional(
    v.object({ StreamEnabled: v.boolean(), StreamViewType: v.optional(v.string()) }),
  ),
  DeletionProtectionEnabled: v.optional(v.boolean(), false),
});

/** A table as the engine has it. */
export interface ExistingTable extends Omit<TableDefinition, "name"> {
  readonly arn: string;
  /** False while the table or one of its indexes is being made or changed. */
  readonly active: boolean;
}

/** @returns undefined when there is no such table */
export async function describeTable(engine: EngineClient, name: string): Promise<ExistingTable | undefined> {
  try {
    const { Table } = await engine.call("DescribeTable", { TableName: name });
    const table = v.parse(tableSchema, Table);
    return {
      ...fromDescription(table),
      ...(await ttlOf(engine, name)),
      tags: await tagsOf(engine, table.TableArn),
    };
  } catch (error) {
    if (error instanceof EngineError && error.code === "ResourceNotFoundException") return undefined;
    throw error;
  }
}

function fromDescription(table: v.InferOutput<typeof tableSchema>): Omit<ExistingTable, "tags"> {
  const { ProvisionedThroughput: throughput, StreamSpecification: stream } = table;
  const indexes = [...table.GlobalSecondaryIndexes, ...table.LocalSecondaryIndexes];
  return {
    arn: table.TableArn,
    active:
      table.TableStatus === "ACTIVE" &&
      indexes.every(({ IndexStatus = "ACTIVE" }) => IndexStatus === "ACTIVE"),
    keySchema: table.KeySchema,
    attributes: new Map(table.AttributeDefinitions.map((each) => [each.AttributeName, each.AttributeType])),
    ...(table.BillingModeSummary?.BillingMode !== "PAY_PER_REQUEST" && { throughput }),
    globalIndexes: table.GlobalSecondaryIndexes.map(indexOf),
    localIndexes: table.LocalSecondaryIndexes.map(indexOf),
    ...(stream?.StreamEnabled &&
      stream.StreamViewType !== undefined && { streamViewType: stream.StreamViewType }),
    deletionProtection: table.DeletionProtectionEnabled,
  };
}

function indexOf({ IndexName, KeySchema, Projection }: v.InferOutput<typeof indexSchema>): SecondaryIndex {
  return { IndexName, KeySchema, Projection };
}

async function ttlOf(engine: EngineClient, name: string): Promise<{ ttlAttribute?: string }> {
  const { TimeToLiveDescription: description } = await engine.call("DescribeTimeToLive", { TableName: name });
  const ttl = v.parse(
    v.object({ TimeToLiveStatus: v.optional(v.string()), AttributeName: v.optional(v.string()) }),
    description,
  );
  const enabled = ttl.TimeToLiveStatus === "ENABLED" || ttl.TimeToLiveStatus === "ENABLING";
  return enabled && ttl.AttributeName !== undefined ? { ttlAttribute: ttl.AttributeName } : {};
}

async function tagsOf(engine: EngineClient, arn: string): Promise<Map<string, string>> {
  const { Tags = [] } = await engine.call("ListTagsOfResource", { ResourceArn: arn });
  const tags = v.parse(v.array(v.object({ Key: v.string(), Value: v.string() })), Tags);
  return new Map(tags.map(({ Key, Value }) => [Key, Value]));
}
