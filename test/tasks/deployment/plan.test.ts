import { expect } from "chai";
import { readArguments } from "../../../tasks/command-line.ts";
import { OPTIONS } from "../../../tasks/deployment/options.ts";
import { readPlan } from "../../../tasks/deployment/plan.ts";
import { asMarkdown } from "../../../tasks/deployment/preview.ts";
import { TaskError } from "../../../tasks/task.ts";

function plan(...args: string[]) {
  const { values, positionals } = readArguments("deploy", OPTIONS, args);
  return readPlan("dev", values, positionals);
}

describe("a deployment's plan", () => {
  it("is the whole stack unless options say otherwise", () => {
    const { settings, services, tag, canary, rollBack, yes } = plan();
    expect({ settings, services, tag, canary, rollBack, yes }).to.deep.equal({
      settings: {},
      services: [],
      tag: undefined,
      canary: undefined,
      rollBack: false,
      yes: false,
    });
  });

  it("deploys existing images of a tag without building", () => {
    expect(plan("--tag", "v1.0.0", "--no-build").settings).to.deep.equal({ "lambdock:imageTag": "v1.0.0" });
    expect(plan("--tag", "v1.0.0").settings).to.deep.equal({});
  });

  it("takes settings for this time, of the project or of a namespace", () => {
    const { settings, config } = plan("--config", "logLevel=WARN", "--config", "aws:region=eu-west-1");
    expect(settings).to.deep.equal({ "lambdock:logLevel": "WARN", "aws:region": "eu-west-1" });
    expect(config.values).to.include(settings);
  });

  it("takes an empty option for none, as pipelines pass them", () => {
    const { services, tag, canary } = plan("--service", "", "--tag", "", "--canary", "");
    expect({ services, tag, canary }).to.deep.equal({ services: [], tag: undefined, canary: undefined });
  });

  it("reads a canary's share and time", () => {
    expect(plan("--canary", "10", "--watch", "5m").canary).to.deep.equal({ percent: 10, watchMs: 300_000 });
  });

  it("has a canary of services without provisioned concurrency, whatever others have", () => {
    const warm = ["--config", "provisionedConcurrency=players=2"];
    expect(plan("--canary", "10", "--service", "idp", ...warm).canary).to.include({ percent: 10 });
    expect(plan("--service", "players", ...warm).canary).to.equal(undefined);
  });

  const wrong: readonly [string[], string][] = [
    [["--canary", "0"], "--canary must be per cent of the traffic, 1 to 99; got 0."],
    [["--canary", "100"], "--canary must be per cent"],
    [["--canary", "10", "--watch", "soon"], "--watch must be a time such as 90s, 10m or 1h; got soon."],
    [
      ["--canary", "10", "--config", "provisionedConcurrency=players=2, idp=1"],
      "--canary can't be for players, idp: Lambda refuses two versions on an alias with provisionedConcurrency, as stack dev has it. Deploy with --service players,idp and without --canary, then the other services by --canary.",
    ],
    [
      ["--canary", "10", "--service", "data,idp", "--config", "provisionedConcurrency=players=2,idp=1"],
      "--canary can't be for idp: Lambda",
    ],
    [["--no-build"], "--no-build deploys images that exist: say which with --tag."],
    [["--tag", "a b"], "--tag may have letters"],
    [["--config", "nothing"], "--config must be KEY=VALUE; got nothing."],
    [["--service", "nope"], "there is no service nope."],
  ];
  for (const [args, message] of wrong) {
    it(`refuses ${args.join(" ")}`, () => expect(() => plan(...args)).to.throw(TaskError, message));
  }
});

describe("a preview as a comment", () => {
  const text = "Previewing update (dev)\n\nResources:\n    + 3 to create\n    12 unchanged\n";

  it("is folded", () => {
    const comment = asMarkdown("dev", text);
    expect(comment)
      .to.include("### Preview of stack dev")
      .and.include("<details>")
      .and.include("+ 3 to create");
  });

  it("stays under what GitHub takes, and says that it was cut", () => {
    const comment = asMarkdown("dev", "x".repeat(100_000));
    expect(comment).to.have.length.below(65_536);
    expect(comment).to.include("cut");
  });
});
