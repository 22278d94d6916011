import { expect } from "chai";
import { HttpApi } from "../../components/http-api.ts";
import { declare } from "../support/declare.ts";
import { NAME, useWatchedService } from "./watched-service.ts";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
const alarmActions = ["arn:aws:sns:us-east-1:123456789012:alerts"];
const physical = `lambdock-dev-${NAME}`;

describe("ServiceAlarms", () => {
  const watchedService = useWatchedService();

  it("watches the share of answers that are 5xx, which Lambda does not count", async () => {
    const declared = await declare(() => watchedService());
    const [, failures, requests] = declared.one(ALARM, `${NAME}-server-errors`).inputs.metricQueries as {
      metric: object;
    }[];
    expect(failures?.metric).to.deep.include({
      namespace: "lambdock/dev",
      metricName: "ServerErrors",
      dimensions: { service: NAME },
    });
    expect(requests?.metric).to.deep.include({
      namespace: "AWS/Lambda",
      metricName: "Invocations",
      dimensions: { FunctionName: physical },
    });
  });

  it("calls once for all that the service is watched for, and no cause calls by itself", async () => {
    const declared = await declare(() => watchedService({ alarmActions, composed: true }));
    const causes = declared.all(ALARM);
    expect(causes).to.have.length(8);
    for (const { inputs } of causes) expect(inputs).not.to.have.any.keys("alarmActions", "okActions");
    const { inputs } = declared.one(COMPOSITE);
    expect(inputs).to.deep.include({
      alarmName: `${physical}-impact`,
      alarmActions,
      okActions: alarmActions,
    });
    expect(String(inputs.alarmRule).split(" OR ")).to.have.members(
      causes.map((cause) => `ALARM("${cause.inputs.name}")`),
    );
  });

  it("can be replaced under its name", async () => {
    const { options } = await declare(() => watchedService({ alarmActions, composed: true }));
    const [composite] = options.filter(({ type }) => type === COMPOSITE);
    expect(composite).to.include({ deleteBeforeReplace: true });
  });

  it("has each cause call where composite alarms are off", async () => {
    const declared = await declare(() => watchedService({ alarmActions, composed: false }));
    expect(declared.all(COMPOSITE)).to.be.empty;
    for (const { inputs } of declared.all(ALARM)) expect(inputs).to.deep.include({ alarmActions });
  });

  it("lets the version on trial call by itself alone", async () => {
    const canary = { stableVersion: "7", percent: 10 };
    const declared = await declare(() => watchedService({ alarmActions, composed: true }, { canary }));
    expect(declared.one(COMPOSITE).inputs.alarmRule).not.to.include("canary");
    expect(declared.one(ALARM, `${NAME}-canary`).inputs).to.deep.include({ alarmActions });
  });

  it("keeps the API's alarm quiet while a service's tells the same", async () => {
    const declared = await declare(() => {
      const actions = { alarmActions, composed: true };
      const { fn, alarms } = watchedService(actions);
      const quietUnder = alarms.impact === undefined ? [] : [alarms.impact];
      return new HttpApi("api", { routes: [{ routeKey: "$default", fn }], quietUnder, ...actions });
    });
    const rule = String(declared.one(COMPOSITE, "api-impact").inputs.alarmRule);
    const [any, none] = rule.split(" AND NOT ");
    expect(any?.match(/ALARM\("[^"]+"\)/g)).to.have.members(
      ["server-errors", "client-errors", "latency", "integration-latency"].map(
        (key) => `ALARM("lambdock-dev-api-${key}")`,
      ),
    );
    expect(none).to.equal(`(ALARM("${physical}-impact"))`);
  });

  it("has the API's alarms want a minute more than the service's", async () => {
    const declared = await declare(() => {
      const { fn } = watchedService();
      return new HttpApi("api", { routes: [{ routeKey: "$default", fn }] });
    });
    const minutes = (isOfApi: boolean) =>
      declared
        .all(ALARM)
        .filter(({ name }) => name.startsWith("api-") === isOfApi)
        .map(({ inputs }) => Number(inputs.datapointsToAlarm));
    expect(Math.min(...minutes(true))).to.be.above(Math.max(...minutes(false)));
  });
});
