import { expect } from "chai";
import { dashboardView } from "../../../../local/console/dashboard/dashboard-view.ts";
import type { WidgetContent } from "../../../../local/console/dashboard/widget-view.ts";
import { sampleShop } from "../../telemetry/sample-shop.ts";
import type { TelemetryEndpoint } from "../../telemetry/telemetry-harness.ts";

const FROM = Date.parse("2026-03-04T09:50:00Z");
const TO = Date.parse("2026-03-04T10:10:00Z");
const MINUTE = Date.parse("2026-03-04T10:00:00Z");

describe("a declared dashboard", () => {
  let shop: TelemetryEndpoint;
  before(async () => {
    shop = await sampleShop();
  });
  after(() => shop.stop());

  function drawn(type: string, properties: object): WidgetContent {
    const { metrics, logs, alarms } = shop.telemetry;
    const body = JSON.stringify({ widgets: [{ type, x: 3, y: 1, width: 9, height: 6, properties }] });
    const view = dashboardView("overview", body, {
      metrics,
      logs,
      range: { from: FROM, to: TO },
      alarm: (arn) => alarms.status(arn),
    });
    expect(view.widgets[0]).to.include({ x: 3, y: 1, width: 9, height: 6 });
    return view.widgets[0]?.content ?? expect.fail("There is no widget.");
  }

  it("draws metrics with the values that were recorded, and their unit", () => {
    const content = drawn("metric", {
      period: 60,
      stat: "Sum",
      metrics: [
        ["AWS/ApiGateway", "Count", "ApiId", "api1", { label: "requests" }],
        [".", "5xx", ".", ".", { label: "5xx", color: "#d62728", yAxis: "right" }],
      ],
      annotations: {
        horizontal: [
          { value: 10, label: "limit" },
          { value: 1, visible: false },
        ],
      },
      yAxis: { left: { min: 0 } },
    });
    expect(content).to.deep.include({
      kind: "metric",
      view: "timeSeries",
      periodSeconds: 60,
      left: { min: 0 },
      markers: [{ value: 10, axis: "left", label: "limit" }],
      series: [
        { label: "requests", points: [[MINUTE, 4]], axis: "left", unit: "Count" },
        { label: "5xx", points: [[MINUTE, 1]], axis: "right", unit: "Count", color: "#d62728" },
      ],
    });
  });

  it("draws metric math", () => {
    const content = drawn("metric", {
      period: 60,
      stat: "Sum",
      metrics: [
        [{ expression: "100 * failed / requests", label: "failed, %" }],
        ["AWS/ApiGateway", "Count", "ApiId", "api1", { id: "requests", visible: false }],
        [".", "5xx", ".", ".", { id: "failed", visible: false }],
      ],
    });
    expect(content).to.deep.include({
      series: [{ label: "failed, %", points: [[MINUTE, 25]], axis: "left" }],
    });
  });

  it("gives one number for the whole time where a widget asks for it", () => {
    const content = drawn("metric", {
      view: "singleValue",
      setPeriodToTimeRange: true,
      stat: "Sum",
      metrics: [["AWS/ApiGateway", "Count", "ApiId", "api1"]],
    });
    expect(content).to.deep.include({
      view: "singleValue",
      periodSeconds: 1_200,
      series: [{ label: "Count", points: [[FROM, 4]], axis: "left", unit: "Count" }],
    });
  });

  it("draws an alarm's metric with its threshold", () => {
    const arn = shop.telemetry.alarms.status("items-errors")?.alarm.arn;
    const content = drawn("metric", { period: 60, annotations: { alarms: [arn] } });
    if (content.kind !== "metric") return expect.fail("It is no metric.");
    expect(content.series.map(({ label }) => label)).to.deep.equal(["items-errors"]);
    expect(content.markers[0]).to.include({ label: "threshold of items-errors" });
  });

  it("shows alarms with their states, and those that nobody declares", () => {
    const arn = shop.telemetry.alarms.status("items-errors")?.alarm.arn;
    const content = drawn("alarm", { alarms: [arn, "arn:aws:cloudwatch:x:0:alarm:gone"] });
    if (content.kind !== "alarms") return expect.fail("It shows no alarms.");
    expect(content.alarms.map(({ name, state }) => [name, state])).to.deep.equal([
      ["items-errors", shop.telemetry.alarms.status("items-errors")?.state],
      ["gone", "UNKNOWN"],
    ]);
  });

  it("answers log queries", () => {
    const query = "SOURCE '/aws/lambda/items' | fields level, message | filter level = 'ERROR'";
    expect(drawn("log", { query })).to.deep.equal({
      kind: "log",
      columns: ["level", "message"],
      rows: [["ERROR", "no stock"]],
    });
  });

  it("passes on markdown", () => {
    expect(drawn("text", { markdown: "# Hi" })).to.deep.equal({ kind: "text", markdown: "# Hi" });
  });

  const unsupported: [string, object, string][] = [
    ["custom", {}, 'type "custom"'],
    ["metric", { view: "heatmap" }, "view"],
    [
      "metric",
      { metrics: [[{ expression: "ANOMALY_DETECTION_BAND(m)" }], ["A", "B", { id: "m" }]] },
      "ANOMALY",
    ],
    ["metric", { stat: "WM", metrics: [["A", "B"]] }, '"WM"'],
    ["metric", { annotations: { alarms: ["arn:none"] } }, "arn:none"],
    ["log", { query: "SOURCE 'x' | pattern @message" }, '"pattern"'],
    ["log", { query: "SOURCE 'x'", view: "pie" }, '"pie"'],
  ];
  for (const [type, properties, named] of unsupported) {
    it(`says in a widget what is not supported: ${type} ${JSON.stringify(properties)}`, () => {
      const content = drawn(type, properties);
      expect(content).to.include({ kind: "unsupported" });
      expect(content.kind === "unsupported" && content.why).to.include(named);
    });
  }
});
