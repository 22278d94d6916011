import { LocalError } from "../../emulator.ts";
import type { ExistingTable } from "./existing-table.ts";
import type { KeySchemaElement, SecondaryIndex, TableDefinition } from "./table-definition.ts";

/** One call of DynamoDB's API. */
export interface TableRequest {
  readonly operation: "CreateTable" | "UpdateTable" | "UpdateTimeToLive" | "TagResource" | "UntagResource";
  readonly input: Readonly<Record<string, unknown>>;
}

/** The calls that make a declared table. */
export function creation(table: TableDefinition): TableRequest[] {
  const input = {
    TableName: table.name,
    KeySchema: table.keySchema,
    AttributeDefinitions: attributeDefinitions(table),
    ...billing(table),
    ...(table.globalIndexes.length > 0 && { GlobalSecondaryIndexes: table.globalIndexes }),
    ...(table.localIndexes.length > 0 && { LocalSecondaryIndexes: table.localIndexes }),
    ...(table.streamViewType !== undefined && { StreamSpecification: stream(table.streamViewType) }),
    ...(table.deletionProtection && { DeletionProtectionEnabled: true }),
    ...(table.tags.size > 0 && { Tags: tagList(table.tags) }),
  };
  return [{ operation: "CreateTable", input }, ...timeToLive(table, undefined)];
}

/**
 * The calls that turn an existing table into the declared one, none when nothing differs.
 * @throws LocalError for a difference that DynamoDB can't apply to an existing table
 */
export function changes(existing: ExistingTable, table: TableDefinition): TableRequest[] {
  refuseReplacement(existing, table);
  const update = (input: object): TableRequest => ({
    operation: "UpdateTable",
    input: { TableName: table.name, ...input },
  });
  const has = new Map(existing.globalIndexes.map((index) => [indexText(index, existing.attributes), index]));
  const wants = new Map(table.globalIndexes.map((index) => [indexText(index, table.attributes), index]));
  const kept = [...has].filter(([text]) => wants.has(text)).map(([, index]) => index);
  const dropped = [...has].filter(([text]) => !wants.has(text)).map(([, index]) => index);
  const added = [...wants].filter(([text]) => !has.has(text)).map(([, index]) => index);
  return [
    // One index a call: DynamoDB takes no more.
    ...dropped.map(({ IndexName }) => update({ GlobalSecondaryIndexUpdates: [{ Delete: { IndexName } }] })),
    ...billingChange(existing, table, kept).map(update),
    ...added.map((index) =>
      update({
        AttributeDefinitions: attributeDefinitions(table),
        GlobalSecondaryIndexUpdates: [{ Create: index }],
      }),
    ),
    ...streamChanges(existing, table).map(update),
    ...(existing.deletionProtection === table.deletionProtection
      ? []
      : [update({ DeletionProtectionEnabled: table.deletionProtection })]),
    ...timeToLive(table, existing.ttlAttribute),
    ...tagChanges(existing, table),
  ];
}

/** What DynamoDB fixes when a table is made. Pulumi would replace the table, and its data with it. */
function refuseReplacement(existing: ExistingTable, table: TableDefinition): void {
  const differences: string[] = [];
  const compare = (what: string, has: string, wants: string) => {
    if (has !== wants)
      differences.push(`its ${what} is ${has || "none"}, and the program declares ${wants || "none"}`);
  };
  compare(
    "key",
    keyText(existing.keySchema, existing.attributes),
    keyText(table.keySchema, table.attributes),
  );
  const localIndexes = ({ localIndexes, attributes }: Pick<TableDefinition, "attributes" | "localIndexes">) =>
    localIndexes.map((index) => indexText(index, attributes)).sort();
  compare("local secondary index", localIndexes(existing).join(", "), localIndexes(table).join(", "));
  if (differences.length === 0) return;
  throw new LocalError(
    `DynamoDB table "${table.name}" can't be changed in place: ${differences.join("; ")}. ` +
      "Empty the local data with npm start -- --reset, or undo the change.",
  );
}

function billing({ throughput }: TableDefinition): object {
  return throughput
    ? { BillingMode: "PROVISIONED", ProvisionedThroughput: throughput }
    : { BillingMode: "PAY_PER_REQUEST" };
}

function billingChange(
  existing: ExistingTable,
  table: TableDefinition,
  kept: readonly SecondaryIndex[],
): object[] {
  const { throughput } = table;
  const has = existing.throughput;
  if (JSON.stringify(has) === JSON.stringify(throughput)) return [];
  if (!throughput || has) return [billing(table)];
  // From on demand to provisioned, each index that stays needs a throughput of its own.
  const updates = kept.map(({ IndexName }) => ({
    Update: { IndexName, ProvisionedThroughput: indexThroughput(table, IndexName) },
  }));
  return [{ ...billing(table), ...(updates.length > 0 && { GlobalSecondaryIndexUpdates: updates }) }];
}

function indexThroughput({ globalIndexes, throughput }: TableDefinition, name: string) {
  return globalIndexes.find(({ IndexName }) => IndexName === name)?.ProvisionedThroughput ?? throughput;
}

/** A stream's view type is fixed while it is on. */
function streamChanges(
  { streamViewType: has }: ExistingTable,
  { streamViewType: wants }: TableDefinition,
): object[] {
  if (has === wants) return [];
  const off = has === undefined ? [] : [{ StreamSpecification: { StreamEnabled: false } }];
  return wants === undefined ? off : [...off, { StreamSpecification: stream(wants) }];
}

/** The attribute is fixed while expiry is on. */
function timeToLive({ name, ttlAttribute: wants }: TableDefinition, has: string | undefined): TableRequest[] {
  if (has === wants) return [];
  const set = (Enabled: boolean, AttributeName: string): TableRequest => ({
    operation: "UpdateTimeToLive",
    input: { TableName: name, TimeToLiveSpecification: { Enabled, AttributeName } },
  });
  return [
    ...(has === undefined ? [] : [set(false, has)]),
    ...(wants === undefined ? [] : [set(true, wants)]),
  ];
}

function tagChanges({ arn, tags: has }: ExistingTable, { tags: wants }: TableDefinition): TableRequest[] {
  const removed = [...has.keys()].filter((key) => !wants.has(key));
  const changed = new Map([...wants].filter(([key, value]) => has.get(key) !== value));
  const requests: TableRequest[] = [];
  if (removed.length > 0) {
    requests.push({ operation: "UntagResource", input: { ResourceArn: arn, TagKeys: removed } });
  }
  if (changed.size > 0) {
    requests.push({ operation: "TagResource", input: { ResourceArn: arn, Tags: tagList(changed) } });
  }
  return requests;
}

/** Attributes that are no key of the table or of an index are refused by DynamoDB. */
function attributeDefinitions({ attributes }: TableDefinition): object[] {
  return [...attributes].map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType }));
}

function tagList(tags: ReadonlyMap<string, string>): object[] {
  return [...tags].map(([Key, Value]) => ({ Key, Value }));
}

function stream(StreamViewType: string): object {
  return { StreamEnabled: true, StreamViewType };
}

type AttributeTypes = ReadonlyMap<string, string>;

/** Two indexes with the same text are the same index. */
function indexText({ IndexName, KeySchema, Projection }: SecondaryIndex, attributes: AttributeTypes): string {
  const projected = [Projection.ProjectionType, ...[...(Projection.NonKeyAttributes ?? [])].sort()];
  return `${IndexName} (${keyText(KeySchema, attributes)}, ${projected.join(" ")})`;
}

function keyText(keySchema: readonly KeySchemaElement[], attributes: AttributeTypes): string {
  return keySchema
    .map(({ AttributeName }) => `${AttributeName} (${attributes.get(AttributeName)})`)
    .join(" + ");
}
