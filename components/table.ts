import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type AlarmActions, declareAlarms } from "./alarms.ts";
import { Arguments } from "./arguments.ts";
import { type TableOperation, tableAlarms, tableOperations } from "./table-alarms.ts";
import { type Tags, tagsOf } from "./tags.ts";

/** A global secondary index that holds whole items. Its keys are strings. */
export interface TableIndex {
  /** 3 to 255 letters, digits, dashes, dots or underscores. A shorter name passes a preview and fails when deployed. */
  readonly name: string;
  readonly hashKey: string;
  readonly rangeKey?: string;
}

/** An item as a program writes it: strings, numbers, booleans, null, lists and maps. */
export type Item = Readonly<Record<string, unknown>>;

export interface TableArgs extends AlarmActions {
  /** Partition key, a string. */
  readonly hashKey: string;
  /** Sort key, a string. Default: none. */
  readonly rangeKey?: string;
  readonly indexes?: readonly TableIndex[];
  /**
   * Attribute with the time, in seconds since the epoch, past which DynamoDB may delete an item. It takes days at
   * worst, so readers check the time as well. Default: items stay.
   * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
   */
  readonly expiresAttribute?: string;
  /** What is done with the table: what it is watched for. Default: everything. */
  readonly operations?: readonly TableOperation[];
  /** Items that the table starts with. Later changes of them in the table are left alone. Default: none. */
  readonly items?: readonly Item[];
  /** Name in AWS. A fixed one blocks a replacement. Default: Pulumi makes one. */
  readonly tableName?: string;
  /** Refuses deletion and keeps 35 days of point-in-time recovery. Default: false. */
  readonly protectData?: boolean;
  readonly tags?: Tags;
}

/** A DynamoDB table, paid by request and encrypted, with its indexes, its first items, and alarms. */
export class Table extends pulumi.ComponentResource {
  /** The constructor's first argument. */
  readonly logicalName: string;
  readonly table: aws.dynamodb.Table;
  readonly tableName: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  readonly alarms: readonly aws.cloudwatch.MetricAlarm[];

  constructor(name: string, args: TableArgs, opts?: pulumi.ComponentResourceOptions) {
    check(name, args);
    super("lambdock:index:Table", name, {}, opts);
    const { hashKey, rangeKey, indexes = [], expiresAttribute, protectData = false } = args;
    this.table = new aws.dynamodb.Table(
      name,
      {
        ...(args.tableName !== undefined && { name: args.tableName }),
        billingMode: "PAY_PER_REQUEST",
        hashKey,
        ...(rangeKey !== undefined && { rangeKey }),
        attributes: keyAttributes(args).map((attribute) => ({ name: attribute, type: "S" })),
        // `keySchemas` is to replace `hashKey` and `rangeKey`, but shows as a change in every preview:
        // https://github.com/hashicorp/terraform-provider-aws/issues/46513
        globalSecondaryIndexes: indexes.map((index) => ({ ...index, projectionType: "ALL" })),
        ...(expiresAttribute !== undefined && { ttl: { attributeName: expiresAttribute, enabled: true } }),
        serverSideEncryption: { enabled: true },
        pointInTimeRecovery: { enabled: protectData },
        deletionProtectionEnabled: protectData,
        tags: tagsOf(name, args.tags),
      },
      { parent: this, protect: protectData },
    );
    this.logicalName = name;
    this.tableName = this.table.name;
    this.arn = this.table.arn;
    this.alarms = this.#alarms(name, args);
    for (const item of args.items ?? []) this.#declareItem(name, item, args);
    this.registerOutputs({ tableName: this.tableName, arn: this.arn });
  }

  #alarms(name: string, args: TableArgs): aws.cloudwatch.MetricAlarm[] {
    const { alarmActions = [], composed = false, operations = tableOperations } = args;
    return declareAlarms(
      // A function may have the same name.
      `${name}-table`,
      tableAlarms({ tableName: this.tableName, operations }),
      { alarmActions, composed, tags: tagsOf(name, args.tags) },
      this,
    );
  }

  #declareItem(name: string, item: Item, { hashKey, rangeKey }: TableArgs): void {
    const key = [item[hashKey], ...(rangeKey === undefined ? [] : [item[rangeKey]])].join(" ");
    new aws.dynamodb.TableItem(
      `${name} ${key}`,
      {
        tableName: this.table.name,
        hashKey,
        ...(rangeKey !== undefined && { rangeKey }),
        item: JSON.stringify(attributeMap(item)),
      },
      { parent: this, ignoreChanges: ["item"] },
    );
  }
}

/** Every attribute that is part of a key: DynamoDB wants these declared, and no other. */
function keyAttributes({ hashKey, rangeKey, indexes = [] }: TableArgs): string[] {
  const keys = [hashKey, rangeKey, ...indexes.flatMap((index) => [index.hashKey, index.rangeKey])];
  return [...new Set(keys.filter((key) => key !== undefined))];
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html */
function attributeMap(item: Item): Record<string, unknown> {
  return Object.fromEntries(Object.entries(item).map(([key, value]) => [key, attribute(value)]));
}

function attribute(value: unknown): unknown {
  if (typeof value === "string") return { S: value };
  if (typeof value === "number") return { N: String(value) };
  if (typeof value === "boolean") return { BOOL: value };
  if (value === null) return { NULL: true };
  if (Array.isArray(value)) return { L: value.map(attribute) };
  return { M: attributeMap(value as Item) };
}

function check(name: string, { hashKey, rangeKey, indexes = [], items = [], tableName }: TableArgs): void {
  const args = new Arguments("Table", name);
  const isName = (text: string) => /^[A-Za-z0-9_.-]{3,255}$/.test(text);
  const rule = 'must have 3 to 255 letters, digits, "_", "-" or "."';
  for (const index of indexes) {
    args.require(isName(index.name), `the name of index "${index.name}" ${rule}.`);
  }
  args.require(tableName === undefined || isName(tableName), `tableName "${tableName}" ${rule}.`);
  for (const item of items) {
    for (const key of [hashKey, rangeKey].filter((part) => part !== undefined)) {
      args.require(typeof item[key] === "string", `an item lacks its key "${key}": ${JSON.stringify(item)}.`);
    }
  }
}
