import { expect } from "chai";
import { apiOf, useCloud } from "../support/shared-cloud.ts";
import { until } from "../support/until.ts";
import { type Answer, clientsOf } from "./clients.ts";

const GROUP = "/aws/lambda/lambdock-dev-patients";
const FUNCTION = "lambdock-dev-patients";
const ALARM = "lambdock-dev-patients-throttles";
const DASHBOARD = "lambdock-dev-dashboard";
const CALLS = 3;

describe("what happened in a local cloud", () => {
  const cloud = useCloud();
  const clients = clientsOf(cloud);
  const time = { from: "", to: "" };

  before(async () => {
    const now = Date.now();
    time.from = new Date(now - 600_000).toISOString();
    time.to = new Date(now + 600_000).toISOString();
    for (let call = 0; call < CALLS; call += 1) await fetch(`${apiOf(cloud())}/patients/of-client-${call}`);
  });

  for (const [name, call] of Object.entries(clients))
    describe(`is told to ${name}`, () => {
      it("by CloudWatch Logs", async () => {
        const { logGroups } = await call("logs", "describe-log-groups", { logGroupNamePrefix: GROUP });
        expect(logGroups.map(({ logGroupName }: Answer) => logGroupName)).to.deep.equal([GROUP]);
        const { events } = await call("logs", "filter-log-events", {
          logGroupName: GROUP,
          filterPattern: "REPORT",
        });
        expect(events).to.have.lengthOf(CALLS);
        expect(events[0].message).to.include("Billed Duration");
      });

      it("by CloudWatch's metrics", async () => {
        const Dimensions = [{ Name: "FunctionName", Value: FUNCTION }];
        const metric = { Namespace: "AWS/Lambda", MetricName: "Invocations", Dimensions };
        const { Metrics } = await call("cloudwatch", "list-metrics", metric);
        expect(Metrics).to.deep.include(metric);
        const { MetricDataResults } = await call("cloudwatch", "get-metric-data", {
          StartTime: time.from,
          EndTime: time.to,
          MetricDataQueries: [{ Id: "calls", MetricStat: { Metric: metric, Period: 3600, Stat: "Sum" } }],
        });
        expect(MetricDataResults[0].Values).to.deep.equal([CALLS]);
      });

      it("by CloudWatch's alarms", async () => {
        const { MetricAlarms } = await call("cloudwatch", "describe-alarms", { AlarmNames: [ALARM] });
        expect(MetricAlarms[0]).to.include({ AlarmName: ALARM, MetricName: "Throttles" });
        const history = async () => {
          const { AlarmHistoryItems } = await call("cloudwatch", "describe-alarm-history", {
            AlarmName: ALARM,
            HistoryItemType: "StateUpdate",
          });
          return AlarmHistoryItems.map(({ HistorySummary }: Answer) => HistorySummary);
        };
        await until("its first state", async () => (await history()).length > 0, 30_000);
        expect(await history()).to.deep.equal(["Alarm updated from INSUFFICIENT_DATA to OK"]);
      });

      it("by CloudWatch's dashboards", async () => {
        const { DashboardEntries } = await call("cloudwatch", "list-dashboards", {});
        expect(DashboardEntries[0].DashboardName).to.equal(DASHBOARD);
        const { DashboardBody } = await call("cloudwatch", "get-dashboard", { DashboardName: DASHBOARD });
        expect(JSON.parse(DashboardBody).widgets).to.have.length.above(50);
      });

      it("by X-Ray", async () => {
        const { TraceSummaries } = await call("xray", "get-trace-summaries", {
          StartTime: time.from,
          EndTime: time.to,
          FilterExpression: `service("${FUNCTION}")`,
        });
        expect(TraceSummaries).to.have.lengthOf(CALLS);
        const [{ Id }] = TraceSummaries;
        const { Traces } = await call("xray", "batch-get-traces", { TraceIds: [Id] });
        expect(Traces[0].Id).to.equal(Id);
        expect(JSON.stringify(Traces[0].Segments)).to.include("GetItem");
      });
    });
});
