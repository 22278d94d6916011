import * as pulumi from "@pulumi/pulumi";
import { ContainerFunction } from "../components/container-function.ts";
import type { Route } from "../components/http-api.ts";
import { allow } from "../components/permissions.ts";
import { ServiceAlarms } from "../components/service-alarms.ts";
import { Table } from "../components/table.ts";
import { contract } from "../functions/appointments/contract.ts";
import { metrics } from "../functions/appointments/metrics.ts";
import { functionArgs, routesOf, type Service, type ServiceArgs, tableArgs } from "./service.ts";

const DEMO_APPOINTMENTS = [
  { id: "1", patientId: "1", date: "2023-06-15", time: "10:00", doctor: "Dr. Smith" },
  { id: "2", patientId: "2", date: "2023-06-16", time: "14:30", doctor: "Dr. Johnson" },
];

/** A patient's appointments, by date. */
const BY_PATIENT = { name: "by-patient", hashKey: "patientId", rangeKey: "date" };

/** Keeps appointments by id, and finds those of a patient by an index. */
export class Appointments extends pulumi.ComponentResource implements Service {
  readonly fn: ContainerFunction;
  readonly routes: readonly Route[];
  readonly tables: readonly Table[];
  readonly alarms: ServiceAlarms;
  readonly metrics = metrics;

  constructor(name: string, args: ServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lambdock:index:Appointments", name, {}, opts);
    const table = new Table(
      name,
      {
        hashKey: "id",
        operations: ["GetItem", "PutItem", "Query", "Scan"],
        indexes: [BY_PATIENT],
        items: args.seedDemoData ? DEMO_APPOINTMENTS : [],
        ...tableArgs(name, args),
      },
      { parent: this },
    );
    this.fn = new ContainerFunction(
      name,
      functionArgs(name, args, {
        entry: "functions/appointments/handler.ts",
        environment: { TABLE_NAME: table.tableName },
        permissions: [
          allow.onTable(table, "GetItem", "PutItem", "Scan"),
          allow.queryIndex(table, BY_PATIENT.name),
        ],
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
