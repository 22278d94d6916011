import * as pulumi from "@pulumi/pulumi";
import { ContainerFunction } from "../components/container-function.ts";
import type { Route } from "../components/http-api.ts";
import { allow } from "../components/permissions.ts";
import { ServiceAlarms } from "../components/service-alarms.ts";
import { Table } from "../components/table.ts";
import { contract } from "../functions/messages/contract.ts";
import { metrics } from "../functions/messages/metrics.ts";
import { functionArgs, routesOf, type Service, type ServiceArgs, tableArgs } from "./service.ts";

/** Takes messages in at `POST /message` and keeps them in a table under their UUID. */
export class Messages extends pulumi.ComponentResource implements Service {
  readonly fn: ContainerFunction;
  readonly routes: readonly Route[];
  readonly tables: readonly Table[];
  readonly alarms: ServiceAlarms;
  readonly metrics = metrics;

  constructor(name: string, args: ServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lambdock:index:Messages", name, {}, opts);
    const table = new Table(
      name,
      { hashKey: "messageUUID", operations: ["PutItem"], ...tableArgs(name, args) },
      { parent: this },
    );
    this.fn = new ContainerFunction(
      name,
      functionArgs(name, args, {
        entry: "functions/messages/handler.ts",
        environment: { TABLE_NAME: table.tableName },
        permissions: [allow.put(table)],
      }),
      { parent: this },
    );
    this.routes = routesOf(contract, this.fn);
    this.tables = [table];
    this.alarms = new ServiceAlarms(
      name,
      { fn: this.fn, tables: this.tables, ...args.alarms },
      { parent: this },
    );
    this.registerOutputs();
  }
}
