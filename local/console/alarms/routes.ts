import * as v from "valibot";
import type { Alarm } from "../../telemetry/alarms/alarm.ts";
import type { AlarmStatus } from "../../telemetry/alarms/alarm-status.ts";
import { check } from "../http/check.ts";
import { ConsoleError } from "../http/console-error.ts";
import { get, post, type Routes } from "../http/routes.ts";
import type { ServedCloud } from "../served-cloud.ts";
import type { AlarmList, AlarmPage } from "./alarm-answers.ts";
import { alarmDetail, alarmLine, childrenOf } from "./alarm-view.ts";
import { type DrillChoice, drillFor } from "./drill.ts";
import { DrillRunner } from "./drill-runner.ts";

const INBOX_MESSAGES = 20;
const StateChange = v.object({ state: v.picklist(["OK", "ALARM", "INSUFFICIENT_DATA"]) });

export function alarmRoutes(cloud: ServedCloud): { routes: Routes; stop: () => void } {
  const drills = new DrillRunner(cloud);
  const stop = () => drills.stop();
  const answers = [
    get("/api/alarms", () => list(cloud)),
    get("/api/alarms/:name", ({ params }) => page(cloud, drills, params.name ?? "")),
    post("/api/alarms/:name/state", ({ params, body }) => {
      const { alarm } = statusOf(cloud, params.name ?? "");
      const { state } = check(StateChange, body);
      cloud.telemetry.alarms.setState(alarm.name, state, "Set in the console, until it is evaluated again.");
      return page(cloud, drills, alarm.name);
    }),
    post("/api/alarms/:name/drill", ({ params }) => {
      const { alarm } = statusOf(cloud, params.name ?? "");
      const choice = choiceFor(cloud, alarm);
      if (!choice.possible) throw new ConsoleError(409, choice.why);
      drills.start(metricAlarmIn(cloud, alarm), choice.drill);
      return page(cloud, drills, alarm.name);
    }),
    post("/api/drill/stop", () => stop()),
  ];
  return { routes: { answers, streams: [] }, stop };
}

function list({ telemetry }: ServedCloud): AlarmList {
  return {
    alarms: telemetry.alarms.statuses.map(alarmLine),
    inbox: telemetry.topics.inbox
      .slice(-INBOX_MESSAGES)
      .reverse()
      .map(({ time, topicArn, subject = "" }) => ({ time, topic: topicArn, subject })),
  };
}

function page(cloud: ServedCloud, { running }: DrillRunner, name: string): AlarmPage {
  const { telemetry } = cloud;
  const status = statusOf(cloud, name);
  const choice = choiceFor(cloud, status.alarm);
  return {
    ...alarmDetail(status, {
      metrics: telemetry.metrics,
      history: telemetry.alarms.history.items,
      now: Date.now(),
      status: (nameOrArn) => telemetry.alarms.status(nameOrArn),
    }),
    drill: choice.possible
      ? { possible: true, text: choice.describes }
      : { possible: false, text: choice.why },
    ...(running && { running }),
  };
}

function choiceFor(cloud: ServedCloud, alarm: Alarm): DrillChoice {
  return drillFor(alarm, (composite) => childAlarms(cloud, composite));
}

function childAlarms({ telemetry }: ServedCloud, alarm: Alarm): Alarm[] {
  if (alarm.kind === "metric") return [];
  return childrenOf(alarm.rule).flatMap((name) => telemetry.alarms.status(name)?.alarm ?? []);
}

/** A composite fires when the alarm in it does for which there is a drill. */
function metricAlarmIn(cloud: ServedCloud, alarm: Alarm) {
  if (alarm.kind === "metric") return alarm;
  const child = childAlarms(cloud, alarm).find(
    (one) => one.kind === "metric" && choiceFor(cloud, one).possible,
  );
  if (child?.kind !== "metric")
    throw new ConsoleError(409, `No alarm in ${alarm.name} fires by traffic alone.`);
  return child;
}

function statusOf({ telemetry }: ServedCloud, name: string): AlarmStatus {
  const status = telemetry.alarms.status(name);
  if (!status) throw new ConsoleError(404, `The program declares no alarm "${name}".`);
  return status;
}
