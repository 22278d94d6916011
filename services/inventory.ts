import * as pulumi from "@pulumi/pulumi";
import { Bucket, type BucketArgs } from "../components/bucket.ts";
import { ContainerFunction } from "../components/container-function.ts";
import type { Route } from "../components/http-api.ts";
import { allow } from "../components/permissions.ts";
import { ServiceAlarms } from "../components/service-alarms.ts";
import { Table } from "../components/table.ts";
import { contract } from "../functions/inventory/contract.ts";
import { metrics } from "../functions/inventory/metrics.ts";
import { functionArgs, routesOf, type Service, type ServiceArgs, tableArgs } from "./service.ts";

const DEMO_FILES = [{ key: "sample.txt", content: "This is a sample file.\n" }];

/** Keeps items of stock by their SKU, and hands out the files of a bucket. */
export class Inventory extends pulumi.ComponentResource implements Service {
  readonly fn: ContainerFunction;
  readonly routes: readonly Route[];
  readonly tables: readonly Table[];
  readonly buckets: readonly Bucket[];
  readonly alarms: ServiceAlarms;
  readonly metrics = metrics;

  constructor(name: string, args: ServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lambdock:index:Inventory", name, {}, opts);
    const table = new Table(
      name,
      { hashKey: "sku", operations: ["DeleteItem", "GetItem", "PutItem"], ...tableArgs(name, args) },
      { parent: this },
    );
    const bucket = new Bucket(name, bucketArgs(name, args), { parent: this });
    this.fn = new ContainerFunction(
      name,
      functionArgs(name, args, {
        entry: "functions/inventory/handler.ts",
        environment: { TABLE_NAME: table.tableName, S3_BUCKET: bucket.bucketName },
        permissions: [
          allow.onTable(table, "GetItem", "PutItem", "DeleteItem"),
          allow.getObjects(bucket),
          allow.listBucket(bucket),
        ],
      }),
      { parent: this },
    );
    this.routes = routesOf(contract, this.fn);
    this.tables = [table];
    this.buckets = [bucket];
    this.alarms = new ServiceAlarms(
      name,
      { fn: this.fn, tables: this.tables, ...args.alarms },
      { parent: this },
    );
    this.registerOutputs();
  }
}

function bucketArgs(
  name: string,
  { bucketNames, protectData, seedDemoData, tlsOnly }: ServiceArgs,
): BucketArgs {
  const bucketName = bucketNames[name];
  return {
    protectData,
    tlsOnly,
    objects: seedDemoData ? DEMO_FILES : [],
    ...(bucketName !== undefined && { bucketName }),
  };
}
