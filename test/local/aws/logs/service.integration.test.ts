import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  DescribeMetricFiltersCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { expect } from "chai";
import { sampleShop, sampleTimes } from "../../telemetry/sample-shop.ts";
import type { TelemetryEndpoint } from "../../telemetry/telemetry-harness.ts";

describe("CloudWatch Logs", () => {
  let local: TelemetryEndpoint;
  const { from } = sampleTimes;

  before(async () => {
    local = await sampleShop();
  });

  after(() => local.stop());

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
