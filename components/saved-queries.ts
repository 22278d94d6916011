import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ContainerFunction } from "./container-function.ts";
import type { HttpApi } from "./http-api.ts";
import { metricNamespace } from "./naming.ts";

export interface SavedQueriesArgs {
  /** Whose logs are asked. */
  readonly functions: readonly ContainerFunction[];
  /** Whose access log is asked. */
  readonly api: HttpApi;
}

/** Questions to the logs of functions. */
const OF_FUNCTIONS = {
  "what failed last": [
    "fields @timestamp, service, message, error.name, error.message, request_id, xray_trace_id",
    'filter level = "ERROR"',
    "sort @timestamp desc",
    "limit 100",
  ],
  "which routes are slow": [
    "filter ispresent(duration_ms)",
    "stats count() as requests, pct(duration_ms, 50) as p50, pct(duration_ms, 95) as p95, max(duration_ms) as slowest by service, route",
    "sort p95 desc",
  ],
  "which routes fail": [
    "filter status >= 400",
    "stats count() as requests by service, route, status",
    "sort requests desc",
  ],
  "all of one request": [
    'filter @message like "REQUEST_ID"',
    "fields @timestamp, @message",
    "sort @timestamp",
  ],
  "what cold starts cost": [
    'filter @type = "REPORT" and ispresent(@initDuration)',
    "stats count() as starts, avg(@initDuration) as average_ms, max(@initDuration) as longest_ms by @log",
  ],
  "how much memory is used": [
    'filter @type = "REPORT"',
    "stats max(@maxMemoryUsed / 1000 / 1000) as used_mb, max(@memorySize / 1000 / 1000) as given_mb by @log",
  ],
} as const;

/** Questions to the access log. */
const OF_API = {
  "who is refused": ['filter status = "429"', "stats count() as refused by ip, bin(5m)", "sort refused desc"],
  "what clients get": ["stats count() as requests by routeKey, status", "sort requests desc"],
} as const;

/**
 * Queries of CloudWatch Logs Insights for the questions that people ask, in the folder `<project>/<stack>`.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_Insights-Saving-Queries.html
 */
export class SavedQueries extends pulumi.ComponentResource {
  constructor(name: string, args: SavedQueriesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lambdock:index:SavedQueries", name, {}, opts);
    const ofFunctions = args.functions.map(({ logGroupName }) => logGroupName);
    this.#declare(name, OF_FUNCTIONS, ofFunctions);
    this.#declare(name, OF_API, [args.api.logGroupName]);
    this.registerOutputs();
  }

  #declare(
    name: string,
    questions: Readonly<Record<string, readonly string[]>>,
    logGroups: readonly pulumi.Input<string>[],
  ): void {
    for (const [question, commands] of Object.entries(questions)) {
      new aws.cloudwatch.QueryDefinition(
        `${name} ${question}`,
        {
          name: `${metricNamespace()}/${question}`,
          logGroupNames: [...logGroups],
          queryString: commands.join("\n| "),
        },
        { parent: this },
      );
    }
  }
}
