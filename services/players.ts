import * as pulumi from "@pulumi/pulumi";
import { ContainerFunction } from "../components/container-function.ts";
import type { Route } from "../components/http-api.ts";
import { allow } from "../components/permissions.ts";
import { ServiceAlarms } from "../components/service-alarms.ts";
import { Table } from "../components/table.ts";
import type { TableOperation } from "../components/table-alarms.ts";
import { contract } from "../functions/players/contract.ts";
import { metrics } from "../functions/players/metrics.ts";
import { functionArgs, routesOf, type Service, type ServiceArgs, tableArgs } from "./service.ts";

/** Player accounts: players, what they claim for themselves (usernames and emails), and their statistics. */
export class Players extends pulumi.ComponentResource implements Service {
  readonly fn: ContainerFunction;
  readonly routes: readonly Route[];
  readonly tables: readonly Table[];
  readonly alarms: ServiceAlarms;
  readonly metrics = metrics;

  constructor(name: string, args: ServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lambdock:index:Players", name, {}, opts);
    const table = (tableName: string, hashKey: string, operations: readonly TableOperation[]) =>
      new Table(tableName, { hashKey, operations, ...tableArgs(tableName, args) }, { parent: this });
    const players = table(name, "player_id", ["GetItem", "Scan", "TransactWriteItems"]);
    const claims = table(`${name}-claims`, "claim", ["TransactWriteItems"]);
    const stats = table(`${name}-stats`, "player_id", ["GetItem", "TransactWriteItems"]);
    this.fn = new ContainerFunction(
      name,
      functionArgs(name, args, {
        entry: "functions/players/handler.ts",
        environment: {
          TABLE_NAME: players.tableName,
          CLAIM_TABLE: claims.tableName,
          STATS_TABLE: stats.tableName,
        },
        permissions: [
          allow.onTable(players, "GetItem", "PutItem", "DeleteItem", "Scan"),
          allow.onTable(claims, "PutItem", "DeleteItem"),
          allow.onTable(stats, "GetItem", "PutItem", "DeleteItem"),
        ],
      }),
      { parent: this },
    );
    this.routes = routesOf(contract, this.fn);
    this.tables = [players, claims, stats];
    this.alarms = new ServiceAlarms(
      name,
      { fn: this.fn, tables: this.tables, ...args.alarms },
      { parent: this },
    );
    this.registerOutputs();
  }
}
