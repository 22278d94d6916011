import * as v from "valibot";
import type { DeclaredReader } from "../declared-properties.ts";
import type { ApiMetricSettings } from "./api-gateway-metrics.ts";

const Api = v.object({ id: v.string() });

const Settings = v.object({ detailedMetricsEnabled: v.optional(v.boolean(), false) });

const Stage = v.object({
  apiId: v.string(),
  name: v.string(),
  defaultRouteSettings: v.optional(Settings),
  routeSettings: v.optional(v.array(v.object({ ...Settings.entries, routeKey: v.string() })), []),
});

/** Which requests are an API's, and which stages ask for metrics of their routes. */
export function declaredApiSettings(reader: DeclaredReader): ApiMetricSettings {
  const apis = new Set(reader.read("aws:apigatewayv2/api:Api", Api).map(({ id }) => id));
  const stages = reader.read("aws:apigatewayv2/stage:Stage", Stage);
  return {
    isApi: (apiId) => apis.has(apiId),
    hasDetailedMetrics(apiId, stage, routeKey) {
      const declared = stages.find((each) => each.apiId === apiId && each.name === stage);
      const route = declared?.routeSettings.find((each) => each.routeKey === routeKey);
      return (route ?? declared?.defaultRouteSettings)?.detailedMetricsEnabled ?? false;
    },
  };
}
