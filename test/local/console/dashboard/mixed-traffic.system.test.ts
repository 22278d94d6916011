import { expect } from "chai";
import type {
  DashboardView,
  SeriesView,
  WidgetView,
} from "../../../../local/console/dashboard/widget-view.ts";
import type { LocalCloud } from "../../../../local/start.ts";
import { type Exchange, sendMixedTraffic } from "../../../support/mixed-traffic.ts";
import { apiOf, startForTest } from "../../../support/shared-cloud.ts";
import { until } from "../../../support/until.ts";
import { clientCount } from "./client-counts.ts";

/** A line of a widget, with what it adds up to. */
interface Line {
  readonly section: string;
  readonly title: string;
  readonly series: SeriesView;
}

/** Sections begin with a heading of their own. */
function linesOf(widgets: readonly WidgetView[]): Line[] {
  let section = "";
  return widgets
    .toSorted((a, b) => a.y - b.y || a.x - b.x)
    .flatMap(({ title, content }): Line[] => {
      if (content.kind === "text") section = /^## (.*)$/m.exec(content.markdown)?.[1] ?? section;
      if (content.kind !== "metric") return [];
      return content.series.map((series) => ({ section, title, series }));
    });
}

/** What a line shows, over all its periods: the sum of what is counted, the most of what is measured. */
function shown({ title, series: { points } }: Line): number {
  const values = points.map(([, value]) => value);
  if (title === "Concurrent executions") return Math.max(0, ...values);
  return values.reduce((sum, value) => sum + value, 0);
}

describe("the declared dashboard after mixed traffic", () => {
  let cloud: LocalCloud;
  let sent: readonly Exchange[];
  const ROUNDS = 2;

  async function dashboard(): Promise<DashboardView> {
    const url = `${cloud.console}/api/dashboards/lambdock-dev-dashboard?minutes=15`;
    return (await (await fetch(url)).json()) as DashboardView;
  }

  const differences = (lines: readonly Line[]) =>
    lines.flatMap((line) => {
      const { section, title, series } = line;
      const expected = clientCount(section, title, series.label, sent);
      const actual = shown(line);
      if (expected === undefined || actual === expected) return [];
      return [`${section}, ${title}, ${series.label}: ${actual} in place of ${expected}`];
    });

  before(async function () {
    this.timeout(120_000);
    cloud = await startForTest();
    const rounds: Exchange[] = [];
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(...(await sendMixedTraffic(apiOf(cloud))));
    sent = rounds;
    // Metrics that functions write come by the log, a moment after the answer.
    await until("the last log lines have been read", async () => {
      const lines = linesOf((await dashboard()).widgets);
      return differences(lines).length === 0;
    }).catch(() => undefined);
  });
  after(() => cloud?.stop());

  it("has the counts of the client, in every line that counts", async () => {
    const lines = linesOf((await dashboard()).widgets);
    const counted = lines.filter(
      ({ section, title, series }) => clientCount(section, title, series.label, sent) !== undefined,
    );
    expect(counted.length).to.be.greaterThan(60);
    expect(differences(lines)).to.deep.equal([]);
  });

  it("names every route that the client used, and no other", async () => {
    const byRoute = linesOf((await dashboard()).widgets).filter(({ title }) => title === "Requests by route");
    const used = new Set(sent.flatMap(({ routeKey }) => routeKey ?? []));
    expect(byRoute.map(({ series }) => series.label).sort()).to.deep.equal([...used].sort());
  });

  it("has times for all that took some, none longer than the client waited", async () => {
    const slowest = Math.max(...sent.map(({ milliseconds }) => milliseconds));
    const timed = linesOf((await dashboard()).widgets).filter(
      ({ section, title, series }) => clientCount(section, title, series.label, sent) === undefined,
    );
    expect(timed.length).to.be.greaterThan(40);
    for (const line of timed) {
      const values = line.series.points.map(([, value]) => value);
      const name = `${line.section}, ${line.title}, ${line.series.label}`;
      expect(values, name).not.to.be.empty;
      // Percentiles are exact to 0.5 %.
      for (const value of values) expect(value, name).to.be.within(0, slowest * 1.005);
    }
  });

  it("has nothing unsupported, and no widget without anything but of what did not happen", async () => {
    const { widgets } = await dashboard();
    expect(widgets.flatMap(({ content }) => (content.kind === "unsupported" ? content.why : []))).to.be.empty;
    const empty = widgets.filter(
      ({ content }) => content.kind === "metric" && content.series.every(({ points }) => points.length === 0),
    );
    expect([...new Set(empty.map(({ title }) => title))]).to.deep.equal(["Tables: throttles and errors"]);
  });
});
