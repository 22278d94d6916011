import { createSocket } from "node:dgram";
import {
  CloudWatchClient,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  GetDashboardCommand,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListDashboardsCommand,
  ListMetricsCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from "@aws-sdk/client-cloudwatch";
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  DescribeMetricFiltersCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListTopicsCommand,
  PublishCommand,
  SNSClient,
} from "@aws-sdk/client-sns";
import {
  BatchGetTracesCommand,
  GetGroupsCommand,
  GetServiceGraphCommand,
  GetTraceSummariesCommand,
  PutTraceSegmentsCommand,
  XRayClient,
} from "@aws-sdk/client-xray";
import { expect } from "chai";
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

describe("telemetry through AWS's JavaScript clients", () => {
  let local: TelemetryEndpoint;
  const from = new Date("2026-03-04T09:00:00Z");
  const to = new Date("2026-03-04T11:00:00Z");

  before(async () => {
    local = await telemetryEndpoint();
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
    events.publish(invocationEvent({ requestId: "22222222-2222-2222-2222-222222222222", outcome: "error" }));
    events.publish(logEvent("START RequestId: 1"));
    events.publish(logEvent('{"level":"ERROR","message":"no stock"}', { requestId: "22222222" }));
    local.clock.advance(70_000);
  });

  after(() => local.stop());

  describe("CloudWatch", () => {
    const send = <O>(run: (client: CloudWatchClient) => Promise<O>) =>
      run(new CloudWatchClient(local.client));

    it("lists metrics by namespace and dimension", async () => {
      const { Metrics = [] } = await send((client) =>
        client.send(
          new ListMetricsCommand({
            Namespace: "AWS/ApiGateway",
            Dimensions: [{ Name: "Resource", Value: "/items/{id}" }],
          }),
        ),
      );
      expect(Metrics.map(({ MetricName }) => MetricName)).to.include.members([
        "Count",
        "4xx",
        "5xx",
        "Latency",
      ]);
    });

    it("answers metric data and metric math", async () => {
      const metric = (id: string, name: string) => ({
        Id: id,
        ReturnData: false,
        MetricStat: {
          Metric: {
            Namespace: "AWS/ApiGateway",
            MetricName: name,
            Dimensions: [{ Name: "ApiId", Value: "api1" }],
          },
          Period: 60,
          Stat: "Sum",
        },
      });
      const { MetricDataResults = [] } = await send((client) =>
        client.send(
          new GetMetricDataCommand({
            StartTime: from,
            EndTime: to,
            MetricDataQueries: [
              metric("failed", "5xx"),
              metric("all", "Count"),
              { Id: "rate", Expression: "IF(all > 3, 100 * failed / all, 0)", Label: "Failed, %" },
            ],
          }),
        ),
      );
      expect(MetricDataResults).to.deep.equal([
        {
          Id: "rate",
          Label: "Failed, %",
          StatusCode: "Complete",
          Timestamps: [new Date("2026-03-04T10:00:00Z")],
          Values: [25],
        },
      ]);
    });

    it("names an expression that it does not support", async () => {
      const refused = await send((client) =>
        client
          .send(
            new GetMetricDataCommand({
              StartTime: from,
              EndTime: to,
              MetricDataQueries: [{ Id: "e1", Expression: "ANOMALY_DETECTION_BAND(m1)" }],
            }),
          )
          .catch((error: Error) => error),
      );
      // The SDK's name for CloudWatch's ValidationError.
      expect(refused).to.have.property("name", "ValidationException");
      expect(refused).to.have.property("message").that.matches(/'e1'/);
    });

    it("answers statistics of one metric", async () => {
      const { Datapoints = [] } = await send((client) =>
        client.send(
          new GetMetricStatisticsCommand({
            Namespace: "AWS/Lambda",
            MetricName: "Errors",
            Dimensions: [{ Name: "FunctionName", Value: "items" }],
            StartTime: from,
            EndTime: to,
            Period: 300,
            Statistics: ["Sum", "SampleCount"],
            ExtendedStatistics: ["p99"],
          }),
        ),
      );
      expect(Datapoints).to.deep.equal([
        {
          Timestamp: new Date("2026-03-04T10:00:00Z"),
          Sum: 1,
          SampleCount: 2,
          ExtendedStatistics: { p99: 1 },
          Unit: "Count",
        },
      ]);
    });

    it("describes alarms, composites among them, and their history", async () => {
      const { MetricAlarms = [], CompositeAlarms = [] } = await send((client) =>
        client.send(new DescribeAlarmsCommand({ AlarmTypes: ["MetricAlarm", "CompositeAlarm"] })),
      );
      expect(MetricAlarms.map(({ AlarmName, StateValue }) => [AlarmName, StateValue])).to.deep.equal([
        ["items-errors", "ALARM"],
      ]);
      expect(CompositeAlarms.map(({ AlarmName, StateValue }) => [AlarmName, StateValue])).to.deep.equal([
        ["items-impact", "ALARM"],
      ]);
      const { AlarmHistoryItems = [] } = await send((client) =>
        client.send(
          new DescribeAlarmHistoryCommand({ AlarmName: "items-errors", HistoryItemType: "StateUpdate" }),
        ),
      );
      expect(AlarmHistoryItems[0]).to.include({ HistorySummary: "Alarm updated from OK to ALARM" });
    });

    it("puts an alarm into a state, and refuses one that does not exist", async () => {
      await send((client) =>
        client.send(
          new SetAlarmStateCommand({ AlarmName: "items-errors", StateValue: "OK", StateReason: "rehearsal" }),
        ),
      );
      expect(local.telemetry.alarms.status("items-errors")).to.include({ state: "OK", reason: "rehearsal" });
      const refused = await send((client) =>
        client
          .send(new SetAlarmStateCommand({ AlarmName: "none", StateValue: "OK", StateReason: "rehearsal" }))
          .catch((error: Error) => error),
      );
      expect(refused).to.have.property("name", "ResourceNotFound");
    });

    it("gives dashboards as they were declared", async () => {
      const { DashboardEntries = [] } = await send((client) => client.send(new ListDashboardsCommand({})));
      expect(DashboardEntries.map(({ DashboardName }) => DashboardName)).to.deep.equal(["overview"]);
      const { DashboardBody } = await send((client) =>
        client.send(new GetDashboardCommand({ DashboardName: "overview" })),
      );
      expect(DashboardBody).to.equal('{"widgets":[]}');
    });

    it("takes metrics from a program", async () => {
      await send((client) =>
        client.send(
          new PutMetricDataCommand({
            Namespace: "Shop",
            MetricData: [
              { MetricName: "Baskets", Values: [1, 2], Counts: [3, 1], Timestamp: from, Unit: "Count" },
            ],
          }),
        ),
      );
      const series = local.telemetry.metrics.find({
        namespace: "Shop",
        metricName: "Baskets",
        dimensions: {},
      });
      const [set] = series?.periods(from.getTime(), to.getTime(), 60_000).values() ?? [];
      expect(set).to.include({ sampleCount: 4, sum: 5 });
    });
  });

  describe("CloudWatch Logs", () => {
    const send = <O>(run: (client: CloudWatchLogsClient) => Promise<O>) =>
      run(new CloudWatchLogsClient(local.client));
    const logGroupName = "/aws/lambda/items";

    it("describes groups, streams and metric filters", async () => {
      const { logGroups = [] } = await send((client) => client.send(new DescribeLogGroupsCommand({})));
      expect(logGroups[0]).to.include({ logGroupName, retentionInDays: 7, metricFilterCount: 1 });
      const { logStreams = [] } = await send((client) =>
        client.send(
          new DescribeLogStreamsCommand({ logGroupName, orderBy: "LastEventTime", descending: true }),
        ),
      );
      expect(logStreams.map(({ logStreamName }) => logStreamName)).to.deep.equal(["2026/03/04/[3]a"]);
      const { metricFilters = [] } = await send((client) =>
        client.send(new DescribeMetricFiltersCommand({ logGroupName })),
      );
      expect(metricFilters[0]).to.include({ filterName: "refused", filterPattern: '{ $.level = "ERROR" }' });
    });

    it("filters events page by page", async () => {
      const first = await send((client) =>
        client.send(new FilterLogEventsCommand({ logGroupName, limit: 1, startTime: from.getTime() })),
      );
      expect(first.events?.map(({ message }) => message)).to.deep.equal(["START RequestId: 1"]);
      const rest = await send((client) =>
        client.send(new FilterLogEventsCommand({ logGroupName, nextToken: first.nextToken })),
      );
      expect(rest.events).to.have.length(1);
      expect(rest.nextToken).to.equal(undefined);
      const errors = await send((client) =>
        client.send(new FilterLogEventsCommand({ logGroupName, filterPattern: '{ $.level = "ERROR" }' })),
      );
      expect(errors.events).to.have.length(1);
    });

    it("reads a stream forwards until its token stays the same", async () => {
      const stream = { logGroupName, logStreamName: "2026/03/04/[3]a", startFromHead: true, limit: 1 };
      const messages: (string | undefined)[] = [];
      let nextToken: string | undefined;
      for (;;) {
        const answer = await send((client) => client.send(new GetLogEventsCommand({ ...stream, nextToken })));
        messages.push(...(answer.events ?? []).map(({ message }) => message));
        if (answer.nextForwardToken === nextToken) break;
        nextToken = answer.nextForwardToken;
      }
      expect(messages).to.deep.equal(["START RequestId: 1", '{"level":"ERROR","message":"no stock"}']);
    });

    it("refuses a group that does not exist and a pattern that can't be read", async () => {
      const failure = (input: { logGroupName: string; filterPattern?: string }) =>
        send((client) => client.send(new FilterLogEventsCommand(input)).catch((error: Error) => error.name));
      expect(await failure({ logGroupName: "none" })).to.equal("ResourceNotFoundException");
      expect(await failure({ logGroupName, filterPattern: "{ $.a ~ 1 }" })).to.equal(
        "InvalidParameterException",
      );
    });
  });

  describe("X-Ray", () => {
    const send = <O>(run: (client: XRayClient) => Promise<O>) => run(new XRayClient(local.client));
    const traceId = "1-69a80320-aaaaaaaaaaaaaaaaaaaaaaaa";
    const range = { StartTime: from, EndTime: to };

    it("summarises the traces that a filter takes", async () => {
      const { TraceSummaries = [] } = await send((client) =>
        client.send(
          new GetTraceSummariesCommand({ ...range, FilterExpression: 'fault AND service("items")' }),
        ),
      );
      expect(TraceSummaries.map(({ Id, HasFault }) => [Id, HasFault])).to.deep.equal([[traceId, true]]);
      const none = await send((client) =>
        client.send(new GetTraceSummariesCommand({ ...range, FilterExpression: "responsetime > 90" })),
      );
      expect(none.TraceSummaries).to.deep.equal([]);
    });

    it("gives a trace with what the function sent by UDP", async () => {
      const [host = "", port = ""] = local.telemetry.daemonAddress.split(":");
      const startedAt = Date.parse("2026-03-04T10:00:00.001Z") / 1000;
      const document = {
        id: "aaaaaaaaaaaaaaaa",
        trace_id: traceId,
        parent_id: "53995c3f42cd8ad8",
        type: "subsegment",
        name: "DynamoDB",
        namespace: "aws",
        start_time: startedAt,
        end_time: startedAt + 0.004,
        aws: { operation: "PutItem", table_name: "things" },
      };
      const socket = createSocket("udp4");
      socket.send(`{"format": "json", "version": 1}\n${JSON.stringify(document)}`, Number(port), host);
      const segments = async () => {
        const { Traces = [] } = await send((client) =>
          client.send(new BatchGetTracesCommand({ TraceIds: [traceId] })),
        );
        return (Traces[0]?.Segments ?? []).map(({ Document = "{}" }) => JSON.parse(Document));
      };
      let all = await segments();
      while (!all.some(({ name }) => name === "things")) all = await segments();
      socket.close();
      expect(all.map(({ origin }) => origin)).to.include.members([
        "AWS::Lambda",
        "AWS::Lambda::Function",
        "AWS::DynamoDB::Table",
      ]);
    });

    it("draws the service graph, lists groups, and takes segments", async () => {
      const put = await send((client) =>
        client.send(new PutTraceSegmentsCommand({ TraceSegmentDocuments: ["nonsense"] })),
      );
      expect(put.UnprocessedTraceSegments).to.have.length(1);
      const { Groups = [] } = await send((client) => client.send(new GetGroupsCommand({})));
      expect(Groups[0]).to.include({ GroupName: "slow", FilterExpression: "responsetime > 5" });
      const { Services = [] } = await send((client) => client.send(new GetServiceGraphCommand(range)));
      expect(Services.map(({ Type }) => Type)).to.include.members(["AWS::Lambda", "AWS::Lambda::Function"]);
    });
  });

  describe("SNS", () => {
    const send = <O>(run: (client: SNSClient) => Promise<O>) => run(new SNSClient(local.client));
    const TopicArn = topicArn("alerts");

    it("lists topics, their attributes and subscriptions", async () => {
      expect((await send((client) => client.send(new ListTopicsCommand({})))).Topics).to.deep.equal([
        { TopicArn },
      ]);
      const { Attributes } = await send((client) => client.send(new GetTopicAttributesCommand({ TopicArn })));
      expect(Attributes).to.include({ TopicArn, SubscriptionsConfirmed: "1" });
      const { Subscriptions = [] } = await send((client) =>
        client.send(new ListSubscriptionsByTopicCommand({ TopicArn })),
      );
      expect(Subscriptions[0]).to.include({ Protocol: "email", Endpoint: "me@example.com" });
    });

    it("puts a published message into the inbox", async () => {
      const { MessageId } = await send((client) =>
        client.send(new PublishCommand({ TopicArn, Message: "a < b & c", Subject: "Hello" })),
      );
      expect(local.telemetry.topics.inbox.at(-1)).to.include({
        messageId: MessageId,
        message: "a < b & c",
        subject: "Hello",
      });
      const refused = await send((client) =>
        client
          .send(new PublishCommand({ TopicArn: topicArn("none"), Message: "x" }))
          .catch((error: Error) => error.name),
      );
      expect(refused).to.match(/^NotFound/);
    });
  });
});
