import * as v from "valibot";
import { ofType } from "../../program/declared.ts";
import type { Alarm } from "../../telemetry/alarms/alarm.ts";
import type { AlarmStatus } from "../../telemetry/alarms/alarm-status.ts";
import { check } from "../http/check.ts";
import { ConsoleError } from "../http/console-error.ts";
import { get, post, type Routes } from "../http/routes.ts";
import type { ServedCloud } from "../served-cloud.ts";
import type { AlarmList, AlarmPage } from "./alarm-answers.ts";
import { alarmDetail, alarmLine } from "./alarm-view.ts";
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
      drills.start(alarm.name, choice.drill);
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

function choiceFor({ declared, routes, functions, telemetry }: ServedCloud, alarm: Alarm): DrillChoice {
  const apis = declared ? ofType(declared, "aws:apigatewayv2/api:Api") : [];
  const names = new Map(apis.map(({ id, name, outputs }) => [id, String(outputs.name ?? name)]));
  return drillFor(alarm, {
    routes,
    apiName: (apiId) => names.get(apiId),
    alias: (name) =>
      functions
        .find(({ configuration }) => configuration.name === name)
        ?.aliases.map((alias) => alias.name)[0],
    alarm: (name) => telemetry.alarms.status(name)?.alarm,
  });
}

function statusOf({ telemetry }: ServedCloud, name: string): AlarmStatus {
  const status = telemetry.alarms.status(name);
  if (!status) throw new ConsoleError(404, `The program declares no alarm "${name}".`);
  return status;
}
