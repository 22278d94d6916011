import { expect } from "chai";
import { readStackConfig } from "../../local/program/stack-config.ts";
import { readSettings, type Settings } from "../../settings.ts";
import { declare } from "../support/declare.ts";

async function ofStack(stack: string): Promise<Settings> {
  return (await declare(readSettings, { stack, config: readStackConfig(".", stack).values })).result;
}

describe("the stacks", () => {
  it("limit clients of dev and prod, and none of test", async () => {
    for (const stack of ["dev", "prod"]) {
      expect((await ofStack(stack)).api.throttle).to.deep.equal({ burst: 100, rate: 50 });
    }
    expect((await ofStack("test")).api.throttle).to.deep.equal({ burst: 5000, rate: 10_000 });
  });

  it("protect data in prod, and have demo data elsewhere", async () => {
    expect(await ofStack("prod")).to.include({ protectData: true, seedDemoData: false });
    for (const stack of ["dev", "test"]) {
      expect(await ofStack(stack)).to.include({ protectData: false, seedDemoData: true });
    }
  });

  it("log at INFO in prod and at DEBUG elsewhere", async () => {
    expect((await ofStack("prod")).environment).to.deep.equal({ ENVIRONMENT: "prod", LOG_LEVEL: "INFO" });
    expect((await ofStack("dev")).environment).to.deep.equal({ ENVIRONMENT: "dev", LOG_LEVEL: "DEBUG" });
  });

  it("tag images with latest in dev alone", async () => {
    const tags = async (stack: string) => (await ofStack(stack)).functionSettings("messages").image.tags;
    expect(await tags("dev")).to.deep.equal(["latest"]);
    expect(await tags("prod")).to.deep.equal([]);
  });
});
