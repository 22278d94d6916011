import * as pulumi from "@pulumi/pulumi";
import { ContainerFunction } from "../components/container-function.ts";
import type { Route } from "../components/http-api.ts";
import { allow } from "../components/permissions.ts";
import { ServiceAlarms } from "../components/service-alarms.ts";
import { Table } from "../components/table.ts";
import { contract } from "../functions/idp/contract.ts";
import { metrics } from "../functions/idp/metrics.ts";
import { functionArgs, routesOf, type Service, type ServiceArgs, tableArgs } from "./service.ts";

/** `testuser` with `password123`. Its salt and hash are public, as its password is: never in a protected stack. */
const DEMO_USER = {
  username: "testuser",
  user_id: "usr_001",
  email: "testuser@example.com",
  is_active: true,
  created_at: "2025-01-01T00:00:00.000Z",
  password: {
    algorithm: "scrypt",
    cost: 16384,
    block_size: 8,
    parallelization: 5,
    salt: "q4ZpgLeXsig71gxemGETrw==",
    hash: "AmHBK+Zs91kQVzs+Y5BHBbL6BLOXsrbvyQpnvgOpY/g=",
  },
};

/** Identity provider: users by name, and the hashes of the tokens that they were given. */
export class Idp extends pulumi.ComponentResource implements Service {
  readonly fn: ContainerFunction;
  readonly routes: readonly Route[];
  readonly tables: readonly Table[];
  readonly alarms: ServiceAlarms;
  readonly metrics = metrics;

  constructor(name: string, args: ServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lambdock:index:Idp", name, {}, opts);
    const users = new Table(
      `${name}-users`,
      {
        hashKey: "username",
        operations: ["GetItem"],
        items: args.seedDemoData ? [DEMO_USER] : [],
        ...tableArgs(`${name}-users`, args),
      },
      { parent: this },
    );
    const tokens = new Table(
      `${name}-tokens`,
      {
        hashKey: "token_hash",
        operations: ["GetItem", "PutItem"],
        expiresAttribute: "expires_at",
        ...tableArgs(`${name}-tokens`, args),
      },
      { parent: this },
    );
    this.fn = new ContainerFunction(
      name,
      functionArgs(name, args, {
        entry: "functions/idp/handler.ts",
        environment: { TABLE_NAME: users.tableName, TOKEN_TABLE: tokens.tableName },
        permissions: [allow.get(users), allow.onTable(tokens, "GetItem", "PutItem")],
      }),
      { parent: this },
    );
    this.routes = routesOf(contract, this.fn);
    this.tables = [users, tokens];
    this.alarms = new ServiceAlarms(
      name,
      { fn: this.fn, tables: this.tables, ...args.alarms },
      { parent: this },
    );
    this.registerOutputs();
  }
}
