import {
  CloudWatchClient,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  GetDashboardCommand,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListDashboardsCommand,
  ListMetricsCommand,
  type MetricDatum,
  PutMetricDataCommand,
  SetAlarmStateCommand,
  type StandardUnit,
} from "@aws-sdk/client-cloudwatch";
import { AwsJson1_0Protocol, AwsQueryProtocol, AwsSmithyRpcV2CborProtocol } from "@aws-sdk/core/protocols";
import { expect } from "chai";
import { sampleShop, sampleTimes } from "../../telemetry/sample-shop.ts";
import type { TelemetryEndpoint } from "../../telemetry/telemetry-harness.ts";

/** What the JavaScript SDK speaks, what boto3 and the AWS CLI speak, and what they spoke before. */
const protocols = [AwsJson1_0Protocol, AwsSmithyRpcV2CborProtocol, AwsQueryProtocol];

for (const protocol of protocols)
  describe(`CloudWatch by ${protocol.name}`, () => {
    let local: TelemetryEndpoint;
    const { from, to } = sampleTimes;

    before(async () => {
      local = await sampleShop();
    });

    after(() => local.stop());

    const send = <O>(run: (client: CloudWatchClient) => Promise<O>) =>
      run(new CloudWatchClient({ ...local.client, protocol }));

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

    it("refuses a wrong secret in the protocol that it was asked in", async () => {
      const credentials = { accessKeyId: "test", secretAccessKey: "wrong" };
      const client = new CloudWatchClient({ ...local.client, protocol, credentials });
      const refused = await client.send(new ListMetricsCommand({})).catch((error: Error) => error);
      const code = protocol === AwsQueryProtocol ? "SignatureDoesNotMatch" : "InvalidSignatureException";
      expect(refused).to.have.property("name", code);
      expect(refused)
        .to.have.property("message")
        .that.matches(/^The request signature we calculated/);
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

    const units =
      "Seconds, Microseconds, Milliseconds, Bytes, Kilobytes, Megabytes, Gigabytes, Terabytes, Bits, Kilobits, Megabits, Gigabits, Terabits, Percent, Count, Bytes/Second, Kilobytes/Second, Megabytes/Second, Gigabytes/Second, Terabytes/Second, Bits/Second, Kilobits/Second, Megabits/Second, Gigabits/Second, Terabits/Second, Count/Second, None";
    const wrong: [what: string, datum: Partial<MetricDatum>, message: string][] = [
      [
        "no number",
        { Value: Number.NaN },
        "The value NaN for parameter MetricData.member.2.Value is invalid.",
      ],
      [
        "a value out of range",
        { Values: [1, -(2 ** 361)] },
        `The value ${-(2 ** 361)} for parameter MetricData.member.2.Values.member.2 is invalid.`,
      ],
      [
        "a unit that there is not",
        { Value: 1, Unit: "Bogus" as StandardUnit },
        `The parameter MetricData.member.2.Unit must be a value in the set [ ${units} ].`,
      ],
    ];
    for (const [what, datum, message] of wrong) {
      it(`refuses ${what}, and all that came with it`, async () => {
        const metricName = `refused: ${what}`;
        const MetricData = [
          { MetricName: metricName, Value: 1 },
          { MetricName: metricName, ...datum },
        ];
        const error = await send((client) =>
          client
            .send(new PutMetricDataCommand({ Namespace: "Shop", MetricData }))
            .catch((reason: Error) => reason),
        );
        expect(error).to.include({ name: "InvalidParameterValueException", message });
        const refused = { namespace: "Shop", metricName, dimensions: {} };
        expect(local.telemetry.metrics.find(refused)).to.equal(undefined);
      });
    }
  });
