import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Alarm } from "./composite-alarm.ts";
import type { ContainerFunction } from "./container-function.ts";
import { apiRows, type DashboardApi } from "./dashboard-api-rows.ts";
import { alarmStatus, logTable, text } from "./dashboard-charts.ts";
import { placeRows, type Widget } from "./dashboard-layout.ts";
import { businessRows, type DashboardRowsArgs, serviceRows } from "./dashboard-service-rows.ts";
import type { HttpApi } from "./http-api.ts";
import { physicalName } from "./naming.ts";
import type { ServiceAlarms } from "./service-alarms.ts";
import { metricNames, type ServiceMetrics } from "./service-metrics.ts";
import type { Table } from "./table.ts";

/** What a service shows of itself. */
export interface DashboardService {
  readonly fn: ContainerFunction;
  readonly tables: readonly Table[];
  readonly alarms: ServiceAlarms;
  readonly metrics: ServiceMetrics;
}

export interface DashboardArgs {
  /** Region of the metrics. */
  readonly region: string;
  /** Default: no rows for an API. */
  readonly api?: HttpApi;
  /** Rows for each, in this order. */
  readonly services: readonly DashboardService[];
}

/** The CloudWatch dashboard `<project>-<stack>-<name>`, generated from the API and the services that there are. */
export class Dashboard extends pulumi.ComponentResource {
  readonly dashboardName: pulumi.Output<string>;

  constructor(name: string, args: DashboardArgs, opts?: pulumi.ComponentResourceOptions) {
    const dashboardName = physicalName("Dashboard", name);
    super("lambdock:index:Dashboard", name, {}, opts);
    const dashboardBody = pulumi
      .all([apiOf(args.api), pulumi.all(args.services.map(contentsOf)), callingAlarms(args)])
      .apply(([api, services, calling]) => {
        const rows = dashboardRows({ title: dashboardName, region: args.region, api, services, calling });
        return JSON.stringify({ widgets: placeRows(rows) });
      });
    const dashboard = new aws.cloudwatch.Dashboard(name, { dashboardName, dashboardBody }, { parent: this });
    this.dashboardName = dashboard.dashboardName;
    this.registerOutputs({ dashboardName: this.dashboardName });
  }
}

interface Contents {
  readonly title: string;
  readonly region: string;
  readonly api: DashboardApi | undefined;
  readonly services: readonly (DashboardRowsArgs & { readonly logGroup: string })[];
  /** ARNs of the alarms that call somebody. */
  readonly calling: readonly string[];
}

const RECENT_ERRORS =
  'fields @timestamp, service, message, error.message, request_id | filter level = "ERROR" | sort @timestamp desc | limit 50';

/** From what matters to everybody, down to what one service's owner wants to know. */
function dashboardRows({ title, region, api, services, calling }: Contents): Widget[][] {
  const logGroups = services.map(({ logGroup }) => logGroup);
  const about = `# ${title}\nRead from the top: who is called, what clients see, what got done, then service by service. Below, the errors that were logged last.`;
  return [
    text(about, 2),
    [alarmStatus("Alarms that call somebody", calling)],
    ...(api === undefined ? [] : apiRows(api, region)),
    ...businessRows(services, region),
    ...services.flatMap((service) => serviceRows(service, region)),
    ...(logGroups.length === 0
      ? []
      : [[logTable({ title: "Latest errors", region, logGroups, query: RECENT_ERRORS })]]),
  ];
}

function apiOf(api: HttpApi | undefined): pulumi.Output<DashboardApi | undefined> {
  if (api === undefined) return pulumi.output(undefined);
  const { logicalName: title, stage } = api;
  return api.apiId.apply((id) => ({ title, id, stage }));
}

type ServiceContents = Contents["services"][number];

function contentsOf({ fn, tables, alarms, metrics }: DashboardService): pulumi.Output<ServiceContents> {
  const { logicalName: title, timeout, concurrencyLimit } = fn;
  const known = { title, timeout, concurrencyLimit, metrics: metricNames(metrics) };
  const tableNames = pulumi.all(tables.map(({ tableName }) => tableName));
  const arns = pulumi.all(alarms.causes.map(({ arn }) => arn));
  return pulumi
    .all([fn.functionName, fn.logGroupName, tableNames, arns])
    .apply(([functionName, logGroup, names, causes]) => ({
      ...known,
      functionName,
      logGroup,
      tables: names,
      alarms: causes,
    }));
}

/** Composite alarms where there are any, and alarms on new versions. */
function callingAlarms({ api, services }: DashboardArgs): pulumi.Output<string[]> {
  const ofServices = services.flatMap(({ fn, alarms }) => [
    ...(alarms.impact === undefined ? alarms.causes : [alarms.impact]),
    ...fn.canaryAlarms,
  ]);
  const calling: readonly Alarm[] = [...(api?.callingAlarms ?? []), ...ofServices];
  return pulumi.all(calling.map(({ arn }) => arn));
}
