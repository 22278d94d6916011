import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { ContainerFunction } from "../../components/container-function.ts";
import { Dashboard } from "../../components/dashboard.ts";
import { type PlacedWidget, placeRows, type Widget } from "../../components/dashboard-layout.ts";
import { HttpApi } from "../../components/http-api.ts";
import { declare } from "../support/declare.ts";

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
  const name = "dashboard-in-test";
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "dashboard-"));
    writeFileSync(join(folder, "Dockerfile"), "FROM scratch AS lambda\n");
  });

  after(() => {
    for (const path of [folder, `.build/${name}`, `.build/${name}.bundle.json`]) {
      rmSync(path, { recursive: true, force: true });
    }
  });

  async function widgetsOf(withApi: boolean): Promise<PlacedWidget[]> {
    const declared = await declare(() => {
      const image = { dockerfile: join(folder, "Dockerfile") };
      const fn = new ContainerFunction(name, { entry: "functions/data/handler.ts", image, timeout: 20 });
      const api = new HttpApi("api", { routes: [{ routeKey: "$default", fn }] });
      return new Dashboard("dashboard", { region: "us-east-1", functions: [fn], ...(withApi && { api }) });
    });
    const { inputs } = declared.one("aws:cloudwatch/dashboard:Dashboard");
    expect(inputs.dashboardName).to.equal("lambdock-dev-dashboard");
    return JSON.parse(String(inputs.dashboardBody)).widgets;
  }

  const headings = (widgets: readonly PlacedWidget[]) =>
    widgets.filter(({ type }) => type === "text").map(({ properties }) => properties.markdown);

  it("has rows for the API and for each function, that do not overlap", async () => {
    const widgets = await widgetsOf(true);
    expect(headings(widgets)).to.deep.equal(["## API", `## ${name}`]);
    expect(overlaps(widgets)).to.be.empty;
  });

  it("has no row for an API that is not there", async () => {
    expect(headings(await widgetsOf(false))).to.deep.equal([`## ${name}`]);
  });

  it("names region and dimensions in each chart, and the time-out over the durations", async () => {
    const charts = (await widgetsOf(true)).filter(({ type }) => type === "metric");
    expect(charts.map(({ properties }) => properties.region)).to.deep.equal(charts.map(() => "us-east-1"));
    const duration = charts.find(({ properties }) => properties.title === "Duration, ms")?.properties;
    expect(duration?.metrics).to.deep.include([
      "AWS/Lambda",
      "Duration",
      "FunctionName",
      `lambdock-dev-${name}`,
      { stat: "p95", label: "p95" },
    ]);
    expect(duration?.annotations).to.deep.equal({ horizontal: [{ label: "time-out", value: 20_000 }] });
  });
});
