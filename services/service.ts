import type { AlarmActions } from "../components/alarms.ts";
import type { Bucket } from "../components/bucket.ts";
import type { ContainerFunction, ContainerFunctionArgs } from "../components/container-function.ts";
import type { FunctionEnvironment } from "../components/function-environment.ts";
import type { Route } from "../components/http-api.ts";
import { metricNamespace } from "../components/naming.ts";
import type { FunctionNetwork } from "../components/network.ts";
import type { ServiceAlarms } from "../components/service-alarms.ts";
import type { ServiceMetrics } from "../components/service-metrics.ts";
import type { Table, TableArgs } from "../components/table.ts";

/** What a service says of its function by itself. */
type OwnFunctionArgs = Pick<ContainerFunctionArgs, "entry" | "environment" | "permissions" | "functionUrl">;
/** What is the same for all functions of the stack. */
type StackFunctionArgs = Pick<ContainerFunctionArgs, "network" | "accountConcurrency" | keyof AlarmActions>;

/** What every service is given: the stack's settings, and where its function runs. */
export interface ServiceArgs {
  /** How the function of this name runs in this stack. */
  functionSettings(
    name: string,
  ): Omit<ContainerFunctionArgs, keyof OwnFunctionArgs | keyof StackFunctionArgs>;
  /** Environment of every function: which stack it is, how much it logs. */
  readonly environment: FunctionEnvironment;
  /** Absent: functions join no VPC. */
  readonly functionNetwork?: FunctionNetwork;
  /** Whom alarms tell, and whether a service's are joined into one. */
  readonly alarms: Required<AlarmActions>;
  /** Lambda's concurrency limit of the account. */
  readonly accountConcurrency: number;
  /** Keeps tables and buckets from being deleted. */
  readonly protectData: boolean;
  /** Whether buckets refuse whoever comes without TLS. */
  readonly tlsOnly: boolean;
  /** Puts the rows that the documents' examples read. */
  readonly seedDemoData: boolean;
  /** Names in AWS of tables, by service or `service-noun`; Pulumi makes those that are absent. */
  readonly tableNames: Readonly<Record<string, string>>;
  /** Names in AWS of buckets, by service; Pulumi makes those that are absent. */
  readonly bucketNames: Readonly<Record<string, string>>;
}

/** What the program needs of a service, whatever it is made of. */
export interface Service {
  readonly fn: ContainerFunction;
  /** What the API sends to the function. */
  readonly routes: readonly Route[];
  readonly tables: readonly Table[];
  /** Absent: none. */
  readonly buckets?: readonly Bucket[];
  readonly alarms: ServiceAlarms;
  /** What the business counts of its answers. */
  readonly metrics: ServiceMetrics;
}

interface RouteKeys {
  readonly routes: Readonly<Record<string, unknown>>;
  readonly fallback?: readonly string[];
}

/** A service's function in this stack: the stack's settings and the service's own arguments. */
export function functionArgs(name: string, args: ServiceArgs, own: OwnFunctionArgs): ContainerFunctionArgs {
  return {
    ...args.functionSettings(name),
    ...args.alarms,
    accountConcurrency: args.accountConcurrency,
    ...(args.functionNetwork !== undefined && { network: args.functionNetwork }),
    ...own,
    environment: {
      ...args.environment,
      POWERTOOLS_SERVICE_NAME: name,
      POWERTOOLS_METRICS_NAMESPACE: metricNamespace(),
      ...own.environment,
    },
  };
}

/** A service's table in this stack: its name where one is set, whether it is protected, whom its alarms tell. */
export function tableArgs(
  name: string,
  args: ServiceArgs,
): Pick<TableArgs, "tableName" | "protectData" | keyof AlarmActions> {
  const tableName = args.tableNames[name];
  return { ...args.alarms, protectData: args.protectData, ...(tableName !== undefined && { tableName }) };
}

/** A contract's routes and its fallbacks, as routes to a function. */
export function routesOf({ routes, fallback = [] }: RouteKeys, fn: ContainerFunction): Route[] {
  return [...Object.keys(routes), ...fallback].map((routeKey) => ({ routeKey, fn }));
}
