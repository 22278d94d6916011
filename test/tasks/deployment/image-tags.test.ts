import { expect } from "chai";
import { liveTag, planTags } from "../../../tasks/deployment/image-tags.ts";

const map = (entries: Readonly<Record<string, string>>) => new Map(Object.entries(entries));

describe("tags of served images", () => {
  const cases: readonly [
    string,
    existing: Record<string, string>,
    served: Record<string, string>,
    more: Record<string, string>,
    add: Record<string, string>,
    remove: string[],
  ][] = [
    ["a first version", {}, { 1: "a" }, {}, { "live-dev-1": "a" }, []],
    ["nothing new", { "live-dev-1": "a" }, { 1: "a" }, {}, {}, []],
    ["the next version", { "live-dev-1": "a" }, { 2: "b" }, {}, { "live-dev-2": "b" }, ["live-dev-1"]],
    ["a canary keeps both", { "live-dev-1": "a" }, { 1: "a", 2: "b" }, {}, { "live-dev-2": "b" }, []],
    ["a tag that names another image", { "live-dev-1": "z" }, { 1: "a" }, {}, { "live-dev-1": "a" }, []],
    [
      "tags of other stacks and other kinds",
      { "live-dev-2-1": "a", "live-prod-1": "a", "sha-0123": "a", "live-dev-x": "a" },
      { 1: "a" },
      {},
      { "live-dev-1": "a" },
      [],
    ],
    ["a release", { "live-dev-1": "a" }, { 1: "a" }, { "v1.0.0": "a" }, { "v1.0.0": "a" }, []],
  ];
  for (const [name, existing, served, more, add, remove] of cases) {
    it(name, () => {
      const plan = planTags("dev", map(existing), map(served), map(more));
      expect(Object.fromEntries(plan.add)).to.deep.equal(add);
      expect(plan.remove).to.deep.equal(remove);
    });
  }

  it("are those that the lifecycle of repositories keeps", () => {
    expect(liveTag("prod", "12")).to.equal("live-prod-12");
  });
});
