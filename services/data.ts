import * as pulumi from "@pulumi/pulumi";
import { ContainerFunction } from "../components/container-function.ts";
import type { Route } from "../components/http-api.ts";
import { ServiceAlarms } from "../components/service-alarms.ts";
import { contract } from "../functions/data/contract.ts";
import { functionArgs, routesOf, type Service, type ServiceArgs } from "./service.ts";

/** Random data sets, behind the API and behind a Function URL. It stores nothing. */
export class Data extends pulumi.ComponentResource implements Service {
  readonly fn: ContainerFunction;
  readonly routes: readonly Route[];
  readonly tables = [];
  readonly alarms: ServiceAlarms;
  readonly metrics = {};

  constructor(name: string, args: ServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lambdock:index:Data", name, {}, opts);
    this.fn = new ContainerFunction(
      name,
      functionArgs(name, args, { entry: "functions/data/handler.ts", functionUrl: true }),
      { parent: this },
    );
    this.routes = routesOf(contract, this.fn);
    this.alarms = new ServiceAlarms(name, { fn: this.fn, tables: [], ...args.alarms }, { parent: this });
    this.registerOutputs();
  }
}
