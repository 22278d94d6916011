import * as v from "valibot";
import { accountId } from "../../arn.ts";
import type { Dashboards } from "../../telemetry/dashboards/dashboards.ts";
import { AwsError } from "../aws-error.ts";
import { type Operation, operation } from "../protocols/operation-service.ts";
import { page } from "../protocols/pages.ts";
import { INVALID } from "./error-codes.ts";

const DASHBOARDS_PER_PAGE = 1_000;

const ListDashboards = v.object({
  DashboardNamePrefix: v.optional(v.string(), ""),
  NextToken: v.optional(v.string()),
});

const GetDashboard = v.object({ DashboardName: v.string() });

/** The declared dashboards. */
export function dashboardOperations(dashboards: Dashboards): [string, Operation][] {
  return [
    [
      "ListDashboards",
      operation(INVALID, ListDashboards, ({ DashboardNamePrefix, NextToken }) => {
        const matching = dashboards.all.filter(({ name }) => name.startsWith(DashboardNamePrefix));
        const { items, nextToken } = page(matching, NextToken, DASHBOARDS_PER_PAGE, INVALID);
        return {
          DashboardEntries: items.map(({ name, arn, body, modifiedAt }) => ({
            DashboardName: name,
            DashboardArn: arn,
            LastModified: new Date(modifiedAt),
            Size: Buffer.byteLength(body),
          })),
          NextToken: nextToken,
        };
      }),
    ],
    [
      "GetDashboard",
      operation(
        INVALID,
        GetDashboard,
        ({ DashboardName }) => {
          const found = dashboards.dashboard(DashboardName);
          if (!found) {
            throw new AwsError("DashboardNotFoundError", 404, `Dashboard ${DashboardName} does not exist`);
          }
          return { DashboardArn: found.arn, DashboardBody: found.body, DashboardName };
        },
        ({ DashboardName }) => `arn:aws:cloudwatch::${accountId}:dashboard/${DashboardName}`,
      ),
    ],
  ];
}
