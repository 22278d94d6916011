import * as v from "valibot";
import { LocalError } from "../../emulator.ts";
import type { DeclaredResource } from "../../program/declared.ts";

const names = v.optional(v.nullable(v.array(v.string())));
const text = v.optional(v.nullable(v.string()));
const flag = v.optional(v.nullable(v.boolean()));
const count = v.optional(v.nullable(v.number()));

const keySchemas = v.optional(
  v.nullable(v.array(v.object({ attributeName: v.string(), keyType: v.picklist(["HASH", "RANGE"]) }))),
);

/** What of aws.dynamodb.Table is emulated. https://www.pulumi.com/registry/packages/aws/api-docs/dynamodb/table/ */
const inputsSchema = v.object({
  hashKey: v.string(),
  rangeKey: text,
  attributes: v.array(v.object({ name: v.string(), type: v.picklist(["S", "N", "B"]) })),
  billingMode: v.optional(v.nullable(v.picklist(["PROVISIONED", "PAY_PER_REQUEST"]))),
  readCapacity: count,
  writeCapacity: count,
  globalSecondaryIndexes: v.optional(
    v.nullable(
      v.array(
        v.object({
          name: v.string(),
          hashKey: text,
          rangeKey: text,
          keySchemas,
          projectionType: v.string(),
          nonKeyAttributes: names,
          readCapacity: count,
          writeCapacity: count,
        }),
      ),
    ),
  ),
  localSecondaryIndexes: v.optional(
    v.nullable(
      v.array(
        v.object({
          name: v.string(),
          rangeKey: v.string(),
          projectionType: v.string(),
          nonKeyAttributes: names,
        }),
      ),
    ),
  ),
  ttl: v.optional(v.nullable(v.object({ enabled: flag, attributeName: text }))),
  streamEnabled: flag,
  streamViewType: text,
  deletionProtectionEnabled: flag,
  tags: v.optional(v.nullable(v.record(v.string(), v.string()))),
  tagsAll: v.optional(v.nullable(v.record(v.string(), v.string()))),
});

type Inputs = v.InferOutput<typeof inputsSchema>;

export interface KeySchemaElement {
  readonly AttributeName: string;
  readonly KeyType: "HASH" | "RANGE";
}

export interface Throughput {
  readonly ReadCapacityUnits: number;
  readonly WriteCapacityUnits: number;
}

export interface SecondaryIndex {
  readonly IndexName: string;
  readonly KeySchema: readonly KeySchemaElement[];
  readonly Projection: { readonly ProjectionType: string; readonly NonKeyAttributes?: readonly string[] };
  /** Of a global index of a provisioned table. */
  readonly ProvisionedThroughput?: Throughput;
}

/** A declared table, in the words of DynamoDB's API. */
export interface TableDefinition {
  readonly name: string;
  readonly keySchema: readonly KeySchemaElement[];
  readonly attributes: ReadonlyMap<string, string>;
  /** Absent: on demand. */
  readonly throughput?: Throughput;
  readonly globalIndexes: readonly SecondaryIndex[];
  readonly localIndexes: readonly SecondaryIndex[];
  readonly ttlAttribute?: string;
  readonly streamViewType?: string;
  readonly deletionProtection: boolean;
  readonly tags: ReadonlyMap<string, string>;
}

/** @throws LocalError naming the table and the input that is missing or wrong */
export function tableDefinition(resource: DeclaredResource): TableDefinition {
  const name = String(resource.outputs.name ?? resource.inputs.name ?? resource.name);
  const result = v.safeParse(inputsSchema, resource.inputs);
  if (!result.success) {
    const [issue] = result.issues;
    throw new LocalError(
      `DynamoDB table "${name}": input ${v.getDotPath(issue) ?? ""} is not valid: ${issue.message}.`,
    );
  }
  return define(name, result.output);
}

function define(name: string, inputs: Inputs): TableDefinition {
  const provisioned = inputs.billingMode !== "PAY_PER_REQUEST";
  const throughput = (capacity: Pick<Inputs, "readCapacity" | "writeCapacity">): Throughput => ({
    ReadCapacityUnits: capacity.readCapacity ?? 1,
    WriteCapacityUnits: capacity.writeCapacity ?? 1,
  });
  return {
    name,
    keySchema: keySchema(inputs.hashKey, inputs.rangeKey),
    attributes: new Map(inputs.attributes.map((attribute) => [attribute.name, attribute.type])),
    ...(provisioned && { throughput: throughput(inputs) }),
    globalIndexes: (inputs.globalSecondaryIndexes ?? []).map((index) => ({
      IndexName: index.name,
      KeySchema:
        index.keySchemas?.map(({ attributeName, keyType }) => ({
          AttributeName: attributeName,
          KeyType: keyType,
        })) ?? keySchema(index.hashKey ?? "", index.rangeKey),
      Projection: projection(index),
      ...(provisioned && { ProvisionedThroughput: throughput(index) }),
    })),
    localIndexes: (inputs.localSecondaryIndexes ?? []).map((index) => ({
      IndexName: index.name,
      KeySchema: keySchema(inputs.hashKey, index.rangeKey),
      Projection: projection(index),
    })),
    ...(inputs.ttl?.enabled && inputs.ttl?.attributeName && { ttlAttribute: inputs.ttl.attributeName }),
    ...(inputs.streamEnabled && { streamViewType: inputs.streamViewType ?? "NEW_AND_OLD_IMAGES" }),
    deletionProtection: inputs.deletionProtectionEnabled ?? false,
    tags: new Map(Object.entries(inputs.tagsAll ?? inputs.tags ?? {})),
  };
}

function keySchema(hashKey: string, rangeKey: string | null | undefined): KeySchemaElement[] {
  const hash = { AttributeName: hashKey, KeyType: "HASH" as const };
  return rangeKey ? [hash, { AttributeName: rangeKey, KeyType: "RANGE" as const }] : [hash];
}

function projection(index: { projectionType: string; nonKeyAttributes?: string[] | null | undefined }) {
  const { projectionType, nonKeyAttributes } = index;
  return {
    ProjectionType: projectionType,
    ...(nonKeyAttributes?.length && { NonKeyAttributes: nonKeyAttributes }),
  };
}
