import { chart, dimensionLabel, type MetricLine, percentiles, search, text } from "./dashboard-charts.ts";
import type { Widget } from "./dashboard-layout.ts";
import { logMetricNamespace } from "./log-metrics.ts";

/** An API, as its widgets name it. */
export interface DashboardApi {
  /** As the program calls it. */
  readonly title: string;
  readonly id: string;
  readonly stage: string;
}

const ABOUT = [
  "## API",
  "What clients see. **5xx** are ours: find the service below. **4xx** are theirs, unless all have them at once.",
  "_Latency_ is the API's, _integration_ what of it the functions took; the rest is API Gateway's.",
].join("\n");

/**
 * What clients see: traffic, errors, latency.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
 */
export function apiRows(api: DashboardApi, region: string): Widget[][] {
  const common = { namespace: "AWS/ApiGateway", dimensions: ["ApiId", api.id, "Stage", api.stage] };
  const line = (metricName: string, stat: string, label: string): MetricLine => ({
    ...common,
    metricName,
    stat,
    label,
  });
  const number = (title: string, shown: MetricLine) =>
    chart({ title, region, lines: [shown], view: "singleValue", width: 6 });
  return [
    text(ABOUT, 2),
    [
      number("Requests", line("Count", "Sum", "requests")),
      number("Server errors", line("5xx", "Sum", "5xx")),
      number("Client errors", line("4xx", "Sum", "4xx")),
      number("Slowest of a hundred, ms", line("Latency", "p99", "p99")),
    ],
    [
      chart({ title: "Requests a minute", region, lines: [line("Count", "Sum", "requests")] }),
      chart({ title: "Errors", region, lines: [line("4xx", "Sum", "4xx"), line("5xx", "Sum", "5xx")] }),
      chart({
        title: "Latency, ms",
        region,
        lines: [
          ...percentiles({ ...common, metricName: "Latency" }),
          line("IntegrationLatency", "p99", "integration p99"),
        ],
      }),
    ],
    [
      chart({ title: "Requests by route", region, lines: [byRoute(api, "Count", "Sum")] }),
      chart({ title: "Latency by route, p95, ms", region, lines: [byRoute(api, "Latency", "p95")] }),
      chart({
        title: "Refused by the throttle",
        region,
        lines: [
          {
            namespace: logMetricNamespace(),
            metricName: `${api.title}-throttled`,
            dimensions: [],
            stat: "Sum",
            label: "429",
          },
        ],
      }),
    ],
  ];
}

function byRoute({ id, stage }: DashboardApi, metricName: string, stat: string) {
  return search({
    namespace: "AWS/ApiGateway",
    dimensions: ["ApiId", "Method", "Resource", "Stage"],
    metricName,
    where: { ApiId: id, Stage: stage },
    stat,
    label: `${dimensionLabel("Method")} ${dimensionLabel("Resource")}`,
  });
}
