import { expect } from "chai";
import {
  type CanaryStage,
  onlyFunctions,
  readDuration,
  releaseByCanary,
  rollBack,
} from "../../../tasks/deployment/canary.ts";
import type { StackOutputs } from "../../../tasks/stack-outputs.ts";
import { TaskError } from "../../../tasks/task.ts";

/** Outputs of a stack whose functions have these live and published versions. */
function outputs(
  versions: Readonly<Record<string, readonly [live: string, published: string]>>,
): StackOutputs {
  const functions = Object.entries(versions).map(([name, [liveVersion, version]]) => [
    name,
    { name: `p-dev-${name}`, liveVersion, version, logGroup: "", repositoryUrl: "" },
  ]);
  return { apiUrl: "", apiLogGroup: "", functionUrls: {}, deployedFunctions: Object.fromEntries(functions) };
}

/** A stage that notes what is done, on which alarms come at given looks. */
function stageWith(after: StackOutputs, alarmsAtLook: readonly (readonly string[])[] = []) {
  const ups: Record<string, string>[] = [];
  const looked: string[][] = [];
  let pausedMs = 0;
  const stage: CanaryStage = {
    up: async (settings) => void ups.push(settings),
    outputs: () => after,
    alarming: async (names) => {
      looked.push([...names]);
      return alarmsAtLook[looked.length - 1] ?? [];
    },
    pause: async (milliseconds) => {
      pausedMs += milliseconds;
    },
    say: () => undefined,
  };
  return { stage, ups, looked, paused: () => pausedMs };
}

async function problemOf(work: Promise<void>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe("a canary release", () => {
  const before = outputs({ idp: ["7", "7"], data: ["3", "3"] });
  const plan = { percent: 10, watchMs: 40_000 };
  const onTrial = { stableVersions: "idp=7,data=3", canaryPercent: "10" };

  it("keeps the stable versions at first, and gives the new ones everything after a quiet watch", async () => {
    const { stage, ups, looked, paused } = stageWith(outputs({ idp: ["7", "8"], data: ["3", "3"] }));
    await releaseByCanary(before, plan, stage);
    expect(ups).to.deep.equal([onTrial, {}]);
    expect(paused()).to.equal(40_000);
    expect(new Set(looked.flat())).to.deep.equal(new Set(["p-dev-idp-canary"]));
  });

  it("looks once more when the time is over", async () => {
    const late = [[], [], [], ["p-dev-idp-canary"]];
    const { stage, ups } = stageWith(outputs({ idp: ["7", "8"] }), late);
    expect(await problemOf(releaseByCanary(before, plan, stage))).to.be.instanceOf(TaskError);
    expect(ups).to.have.lengthOf(2);
  });

  it("rolls back as soon as an alarm fires, and names it", async () => {
    const { stage, ups, paused } = stageWith(outputs({ idp: ["7", "8"] }), [[], ["p-dev-idp-canary"]]);
    const error = await problemOf(releaseByCanary(before, plan, stage));
    expect(error).to.be.instanceOf(TaskError).with.property("message").that.includes("p-dev-idp-canary");
    expect(ups).to.deep.equal([onTrial, { stableVersions: "idp=7,data=3", canaryPercent: "0" }]);
    expect(paused()).to.equal(15_000);
  });

  it("watches nothing where nothing is new", async () => {
    const { stage, ups, looked } = stageWith(before);
    await releaseByCanary(before, plan, stage);
    expect(ups).to.deep.equal([onTrial, {}]);
    expect(looked).to.deep.equal([]);
  });

  it("can be of some functions alone", async () => {
    const { stage, ups, looked } = stageWith(outputs({ idp: ["7", "8"], data: ["3", "4"] }));
    await releaseByCanary(onlyFunctions(before, ["data", "new"]), plan, stage);
    expect(ups[0]).to.include({ stableVersions: "data=3" });
    expect(new Set(looked.flat())).to.deep.equal(new Set(["p-dev-data-canary"]));
  });

  it("can be ended by hand", async () => {
    const { stage, ups } = stageWith(before);
    await rollBack(outputs({ idp: ["7", "8"] }), stage);
    expect(ups).to.deep.equal([{ stableVersions: "idp=7", canaryPercent: "0" }]);
  });

  const durations: readonly [string, number][] = [
    ["90s", 90_000],
    ["10m", 600_000],
    ["1h", 3_600_000],
  ];
  for (const [text, milliseconds] of durations) {
    it(`watches for ${text}`, () => expect(readDuration(text)).to.equal(milliseconds));
  }
  for (const text of ["", "10", "0m", "-1m", "10 m", "1d"]) {
    it(`refuses to watch for "${text}"`, () => {
      expect(() => readDuration(text)).to.throw(TaskError, "--watch must be a time");
    });
  }
});
