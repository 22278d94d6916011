import * as pulumi from "@pulumi/pulumi";
import { ContainerFunction } from "../components/container-function.ts";
import type { Route } from "../components/http-api.ts";
import { allow } from "../components/permissions.ts";
import { ServiceAlarms } from "../components/service-alarms.ts";
import { Table } from "../components/table.ts";
import { contract } from "../functions/patients/contract.ts";
import { metrics } from "../functions/patients/metrics.ts";
import { functionArgs, routesOf, type Service, type ServiceArgs, tableArgs } from "./service.ts";

const DEMO_PATIENTS = [
  { id: "1", name: "John Doe", age: 30, condition: "Healthy", createdAt: "2023-06-01T00:00:00.000Z" },
  { id: "2", name: "Jane Smith", age: 45, condition: "Hypertension", createdAt: "2023-06-02T00:00:00.000Z" },
];

/** Keeps patients by id. */
export class Patients extends pulumi.ComponentResource implements Service {
  readonly fn: ContainerFunction;
  readonly routes: readonly Route[];
  readonly tables: readonly Table[];
  readonly alarms: ServiceAlarms;
  readonly metrics = metrics;

  constructor(name: string, args: ServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lambdock:index:Patients", name, {}, opts);
    const table = new Table(
      name,
      {
        hashKey: "id",
        operations: ["GetItem", "PutItem", "Scan"],
        items: args.seedDemoData ? DEMO_PATIENTS : [],
        ...tableArgs(name, args),
      },
      { parent: this },
    );
    this.fn = new ContainerFunction(
      name,
      functionArgs(name, args, {
        entry: "functions/patients/handler.ts",
        environment: { TABLE_NAME: table.tableName },
        permissions: [allow.onTable(table, "GetItem", "PutItem", "Scan")],
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
