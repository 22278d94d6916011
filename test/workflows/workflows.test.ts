import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { expect } from "chai";
import { serviceNames } from "../../tasks/services.ts";
import { ACTIONS, BEFORE_SCRIPTS, jobs, scriptOf, steps, WORKFLOWS, workflow } from "./workflow-files.ts";

const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));

describe("workflows", () => {
  it("are there", () => expect(WORKFLOWS).to.have.length.above(3));

  for (const { name, step } of steps.filter(({ step }) => step.run !== undefined)) {
    it(`${name} runs one script: ${step.run}`, () => {
      const script = scriptOf(step.run ?? "");
      if (!BEFORE_SCRIPTS.includes(script)) expect(scripts).to.have.property(script);
    });
  }

  const uses = [
    ...steps.map(({ name, step }) => ({ name, uses: step.uses })),
    ...jobs.map(({ name, job }) => ({ name, uses: job.uses })),
  ].filter((user) => user.uses !== undefined);
  for (const { name, uses: action = "" } of uses) {
    it(`${name} uses a commit, or a file of this repository: ${action}`, () => {
      if (!action.startsWith("./")) expect(action).to.match(/^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/);
      else expect([...WORKFLOWS, ...ACTIONS.map(dirname)]).to.include(action.slice(2));
    });
  }

  it("say beside each commit which version it is, the same everywhere", () => {
    const lines = [...WORKFLOWS, ...ACTIONS].flatMap((file) => readFileSync(file, "utf8").split("\n"));
    const versions = new Map<string, string>();
    for (const line of lines.filter((text) => /uses: [^.\s]/.test(text))) {
      const [, action = "", pinned = ""] = /uses: ([^@\s]+)@(.*)$/.exec(line) ?? [];
      expect(pinned, line).to.match(/^[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
      expect(versions.get(action) ?? pinned, action).to.equal(pinned);
      versions.set(action, pinned);
    }
  });

  for (const file of WORKFLOWS) {
    it(`${file} has no permission of its own, so that each job names its own`, () => {
      expect(workflow(file).permissions).to.deep.equal({});
    });
  }

  for (const { name, job } of jobs) {
    it(`${name} names its permissions, and the only ones that write are tokens and comments`, () => {
      const writes = Object.entries(job.permissions ?? {}).filter(([, level]) => level === "write");
      expect(job.permissions).to.be.an("object");
      expect(["id-token", "pull-requests"]).to.include.members(writes.map(([scope]) => scope));
    });

    if (job.uses === undefined) {
      it(`${name} has a limit of time`, () => expect(job["timeout-minutes"]).to.be.within(1, 120));
    }
  }

  for (const file of WORKFLOWS.filter((path) => workflow(path).concurrency === undefined)) {
    it(`${file} has a concurrency group in every job, as it has none itself`, () => {
      expect(Object.values(workflow(file).jobs).every((job) => "concurrency" in job)).to.equal(true);
    });
  }

  for (const { name, step } of steps.filter((one) => one.step.uses?.startsWith("actions/checkout@"))) {
    it(`${name} keeps no token in the checkout`, () => {
      expect(step.with).to.include({ "persist-credentials": false });
    });
  }

  it("hold no key: credentials come by OIDC, for jobs with an environment", () => {
    const text = WORKFLOWS.map((file) => readFileSync(file, "utf8")).join("\n");
    expect(text).not.to.match(/secrets\.|aws-access-key-id|PULUMI_ACCESS_TOKEN/);
    const users = jobs.filter(({ job }) =>
      job.steps?.some(({ uses: action }) => action?.startsWith("aws-actions/")),
    );
    expect(users).to.have.length.above(1);
    for (const { name, job } of users) expect(job.environment, name).to.be.a("string");
  });

  it("name no service: they ask for all there are", () => {
    const names = new RegExp(`\\b(${serviceNames().join("|")})\\b`);
    for (const file of WORKFLOWS) {
      const { jobs: all, on } = workflow(file);
      const matrices = Object.values(all).map(({ strategy }) => strategy?.matrix?.service);
      expect(JSON.stringify([matrices, on.workflow_dispatch?.inputs?.service])).not.to.match(names);
    }
  });
});
