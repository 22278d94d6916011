import {
  api,
  compositeAlarm,
  dashboard,
  logGroup,
  metricAlarm,
  metricFilter,
  stage,
  subscription,
  topic,
  topicArn,
  traceGroup,
} from "./declare.ts";
import { invocationEvent, logEvent, requestEvent } from "./sample-events.ts";
import { type TelemetryEndpoint, telemetryEndpoint } from "./telemetry-harness.ts";

/** A range that has everything that happens in the sample. */
export const sampleTimes = { from: new Date("2026-03-04T09:00:00Z"), to: new Date("2026-03-04T11:00:00Z") };

/** An endpoint on which one of everything is declared, after one minute with some traffic and a failure. */
export async function sampleShop(): Promise<TelemetryEndpoint> {
  const local = await telemetryEndpoint();
  await local.apply([
    api,
    stage,
    logGroup("/aws/lambda/items"),
    metricFilter("refused", {
      pattern: '{ $.level = "ERROR" }',
      metricTransformation: { name: "Refused", namespace: "Shop", value: "1" },
    }),
    topic("alerts"),
    subscription("alerts", "me@example.com"),
    metricAlarm("items-errors", { alarmActions: [topicArn("alerts")] }),
    compositeAlarm("items-impact", 'ALARM("items-errors")'),
    dashboard("overview", { widgets: [] }),
    traceGroup("slow", "responsetime > 5"),
  ]);
  const { events } = local;
  for (const status of [200, 200, 404, 503]) events.publish(requestEvent({ status }));
  events.publish(invocationEvent());
  const failed = { requestId: "22222222-2222-2222-2222-222222222222" };
  events.publish(invocationEvent({ ...failed, outcome: "error" }));
  events.publish(logEvent("START RequestId: 1"));
  events.publish(logEvent('{"level":"ERROR","message":"no stock"}', failed));
  local.clock.advance(70_000);
  return local;
}
