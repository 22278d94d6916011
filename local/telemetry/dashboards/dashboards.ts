import * as v from "valibot";
import type { DeclaredReader } from "../declared-properties.ts";

/** A declared dashboard. */
export interface Dashboard {
  readonly name: string;
  readonly arn: string;
  /** JSON: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
  readonly body: string;
  /** When it was declared as it is, in milliseconds since the epoch. */
  readonly modifiedAt: number;
}

export const dashboardType = "aws:cloudwatch/dashboard:Dashboard";

const DeclaredDashboard = v.object({
  dashboardName: v.string(),
  dashboardArn: v.string(),
  dashboardBody: v.string(),
});

/** The declared dashboards, by name. */
export class Dashboards {
  #dashboards = new Map<string, Dashboard>();

  get all(): readonly Dashboard[] {
    return [...this.#dashboards.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  dashboard(name: string): Dashboard | undefined {
    return this.#dashboards.get(name);
  }

  /** Replaces all; one whose body did not change keeps its time. */
  declare(reader: DeclaredReader, now: number): void {
    const before = this.#dashboards;
    this.#dashboards = new Map();
    for (const { dashboardName: name, dashboardArn: arn, dashboardBody: body } of reader.read(
      dashboardType,
      DeclaredDashboard,
    )) {
      const known = before.get(name);
      this.#dashboards.set(name, known?.body === body ? known : { name, arn, body, modifiedAt: now });
    }
  }
}
