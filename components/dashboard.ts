import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ContainerFunction } from "./container-function.ts";
import { placeRows } from "./dashboard-layout.ts";
import { apiRows, functionRows } from "./dashboard-widgets.ts";
import type { HttpApi } from "./http-api.ts";
import { physicalName } from "./naming.ts";

export interface DashboardArgs {
  /** Region of the metrics. */
  readonly region: string;
  /** Default: no rows for an API. */
  readonly api?: HttpApi;
  /** One row each, in this order. */
  readonly functions: readonly ContainerFunction[];
}

/** The CloudWatch dashboard `<project>-<stack>-<name>`, generated from the API and the functions that there are. */
export class Dashboard extends pulumi.ComponentResource {
  readonly dashboardName: pulumi.Output<string>;

  constructor(name: string, args: DashboardArgs, opts?: pulumi.ComponentResourceOptions) {
    const dashboardName = physicalName("Dashboard", name);
    super("lambdock:index:Dashboard", name, {}, opts);
    const dashboard = new aws.cloudwatch.Dashboard(
      name,
      { dashboardName, dashboardBody: body(args) },
      { parent: this },
    );
    this.dashboardName = dashboard.dashboardName;
    this.registerOutputs({ dashboardName: this.dashboardName });
  }
}

function body({ region, api, functions }: DashboardArgs): pulumi.Output<string> {
  const names = functions.map(({ functionName }) => functionName);
  return pulumi.all([api?.apiId, pulumi.all(names)]).apply(([id, resolved]) => {
    const ofApi = api === undefined || id === undefined ? [] : apiRows({ id, stage: api.stage }, region);
    const ofFunctions = functions.flatMap(({ logicalName, timeout }, index) =>
      functionRows({ title: logicalName, name: resolved[index] ?? "", timeout }, region),
    );
    return JSON.stringify({ widgets: placeRows([...ofApi, ...ofFunctions]) });
  });
}
