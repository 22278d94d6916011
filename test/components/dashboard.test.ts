import { expect } from "chai";
import fc from "fast-check";
import { Dashboard } from "../../components/dashboard.ts";
import { type PlacedWidget, placeRows, type Widget } from "../../components/dashboard-layout.ts";
import { HttpApi } from "../../components/http-api.ts";
import { SavedQueries } from "../../components/saved-queries.ts";
import { declare } from "../support/declare.ts";
import { NAME, useWatchedService } from "./watched-service.ts";

const widget = (width: number, height: number): Widget => ({ type: "text", width, height, properties: {} });

describe("placeRows", () => {
  it("sets widgets beside each other and rows below each other", () => {
    const placed = placeRows([[widget(24, 1)], [widget(8, 6), widget(16, 3)], [], [widget(4, 2)]]);
    expect(placed.map(({ x, y }) => [x, y])).to.deep.equal([
      [0, 0],
      [0, 1],
      [8, 1],
      [0, 7],
    ]);
  });

  it("refuses a row that is too wide", () => {
    expect(() => placeRows([[widget(20, 1), widget(5, 1)]])).to.throw(
      "A dashboard row has 24 columns; its widgets need 25.",
    );
  });

  it("never lets two widgets overlap", () => {
    const row = fc
      .array(fc.record({ width: fc.integer({ min: 1, max: 6 }), height: fc.integer({ min: 1, max: 9 }) }), {
        maxLength: 4,
      })
      .map((sizes) => sizes.map(({ width, height }) => widget(width, height)));
    fc.assert(fc.property(fc.array(row, { maxLength: 6 }), (rows) => overlaps(placeRows(rows)).length === 0));
  });
});

function overlaps(widgets: readonly PlacedWidget[]): [PlacedWidget, PlacedWidget][] {
  return widgets.flatMap((a, index) =>
    widgets
      .slice(index + 1)
      .filter(
        (b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height,
      )
      .map((b): [PlacedWidget, PlacedWidget] => [a, b]),
  );
}

describe("Dashboard", () => {
  const watchedService = useWatchedService();
  const alarmActions = ["arn:aws:sns:us-east-1:123456789012:alerts"];
  const region = "us-east-1";

  async function declareDashboard({ withApi = true, composed = true } = {}) {
    const declared = await declare(() => {
      const service = watchedService({ alarmActions, composed });
      const routes = [{ routeKey: "$default", fn: service.fn }];
      const api = new HttpApi("api", { routes, alarmActions, composed });
      new SavedQueries("queries", { functions: [service.fn], api });
      return new Dashboard("dashboard", { region, services: [service], ...(withApi && { api }) });
    });
    const { inputs } = declared.one("aws:cloudwatch/dashboard:Dashboard");
    expect(inputs.dashboardName).to.equal("lambdock-dev-dashboard");
    const widgets: PlacedWidget[] = JSON.parse(String(inputs.dashboardBody)).widgets;
    return { declared, widgets };
  }

  const ofType = (widgets: readonly PlacedWidget[], type: Widget["type"]) =>
    widgets.filter((each) => each.type === type).map(({ properties }) => properties);
  const headings = (widgets: readonly PlacedWidget[]) =>
    ofType(widgets, "text").map(({ markdown }) => String(markdown).split("\n")[0]);
  const lines = (widgets: readonly PlacedWidget[]) =>
    ofType(widgets, "metric").flatMap(({ metrics }) => metrics as unknown[][]);

  it("has rows for the API, for the business and for each service, that do not overlap", async () => {
    const { widgets } = await declareDashboard();
    expect(headings(widgets)).to.deep.equal([
      "# lambdock-dev-dashboard",
      "## API",
      "## Business",
      `## ${NAME}`,
    ]);
    expect(overlaps(widgets)).to.be.empty;
  });

  it("fills each row from left to right", async () => {
    const { widgets } = await declareDashboard();
    const rows = Map.groupBy(widgets, ({ y }) => y);
    for (const row of rows.values()) {
      expect(row.reduce((width, each) => width + each.width, 0)).to.equal(24);
    }
  });

  it("has no row for an API that is not there", async () => {
    const { widgets } = await declareDashboard({ withApi: false });
    expect(headings(widgets)).not.to.include("## API");
  });

  it("names the region in each chart", async () => {
    const { widgets } = await declareDashboard();
    for (const { region: named } of ofType(widgets, "metric")) expect(named).to.equal(region);
  });

  it("draws the limits over durations and executions", async () => {
    const { widgets } = await declareDashboard();
    const limits = ofType(widgets, "metric").flatMap(({ annotations }) => annotations ?? []);
    expect(limits).to.deep.equal([
      { horizontal: [{ label: "time-out", value: 20_000 }] },
      { horizontal: [{ label: "limit", value: 1000 }] },
    ]);
  });

  it("shows who is called first: composite alarms, or every alarm where they are off", async () => {
    for (const composed of [true, false]) {
      const { declared, widgets } = await declareDashboard({ composed });
      const type = composed ? "compositeAlarm:CompositeAlarm" : "metricAlarm:MetricAlarm";
      const arns = declared.all(`aws:cloudwatch/${type}`).map(({ outputs }) => outputs.arn);
      expect(ofType(widgets, "alarm")[0]?.alarms).to.have.members(arns);
    }
  });

  it("shows every metric that an alarm watches", async () => {
    const { declared, widgets } = await declareDashboard();
    const shown = JSON.stringify(lines(widgets));
    const watched = declared.all("aws:cloudwatch/metricAlarm:MetricAlarm").flatMap(({ inputs }) => {
      const queries = (inputs.metricQueries ?? []) as { metric?: { metricName: string } }[];
      return [inputs.metricName, ...queries.map(({ metric }) => metric?.metricName)].filter(Boolean);
    });
    expect(watched.filter((metric) => !shown.includes(String(metric)))).to.deep.equal([]);
  });

  it("shows what the business counts, and the metrics of each log", async () => {
    const { declared, widgets } = await declareDashboard();
    expect(lines(widgets)).to.deep.include([
      "lambdock/dev",
      "DataServed",
      "service",
      NAME,
      { stat: "Sum", label: "data served" },
    ]);
    for (const { inputs } of declared.all("aws:cloudwatch/logMetricFilter:LogMetricFilter")) {
      const { namespace, name } = inputs.metricTransformation as { namespace: string; name: string };
      expect(lines(widgets).map((line) => line.slice(0, 2))).to.deep.include([namespace, name]);
    }
  });

  it("reads the latest errors from the functions' logs", async () => {
    const { widgets } = await declareDashboard();
    const [log] = ofType(widgets, "log");
    expect(log?.query).to.match(new RegExp(`^SOURCE '/aws/lambda/lambdock-dev-${NAME}' \\| fields `));
  });

  it("goes with queries for further questions, each of some log group", async () => {
    const { declared } = await declareDashboard();
    const queries = declared.all("aws:cloudwatch/queryDefinition:QueryDefinition");
    expect(queries).to.have.length(8);
    for (const { inputs } of queries) {
      expect(inputs.name).to.match(/^lambdock\/dev\/[a-z ]+$/);
      expect(inputs.logGroupNames).to.have.length(1);
    }
  });
});
