import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { serviceNames } from "../../tasks/services.ts";
import { StubTools } from "../tasks/stub-tools.ts";
import { scriptOf, steps } from "./workflow-files.ts";

/** Each command that a workflow runs, once. */
const COMMANDS: readonly string[] = [...new Set(steps.flatMap(({ step }) => step.run ?? []))];

/** These are run by `.ci/run` or are it, with the tools themselves. */
const RUN_ELSEWHERE = ["npm ci", ".ci/run", "test:containers"];
const WANT_AWS = ["deploy", "verify"];

/** What a workflow's `env` gives these steps. */
const GIVEN = { SERVICE: "data", BASE: "HEAD" };

describe("what workflows run, and needs no AWS", () => {
  let tools: StubTools;
  let folder: string;
  let summary: string;
  beforeEach(() => {
    tools = new StubTools();
    folder = mkdtempSync(join(tmpdir(), "lambdock-runner-"));
    summary = join(folder, "summary");
  });
  afterEach(() => {
    tools.remove();
    rmSync(folder, { recursive: true });
  });

  /** Runs a command as GitHub's runner does, with stubs in front of the real tools, and its files in a folder. */
  async function step(command: string) {
    const env = {
      ...process.env,
      ...GIVEN,
      PATH: `${tools.env.PATH}${delimiter}${process.env.PATH}`,
      GITHUB_OUTPUT: summary,
      GITHUB_STEP_SUMMARY: summary,
    };
    const script = command.replace(/ tee (\d)/, ` tee ${folder}/$1`);
    const child = spawn("bash", ["-e", "-o", "pipefail", "-c", script], { env });
    child.stdin.end();
    const status = new Promise<number | null>((resolve) => child.once("close", resolve));
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
    return { status: await status, stdout, stderr };
  }

  const scripts: Readonly<Record<string, (command: string) => Promise<void>>> = {
    async services(command) {
      const { status, stderr } = await step(command);
      expect(status, stderr).to.equal(0);
      const [name, json = ""] = readFileSync(summary, "utf8").split("=");
      expect(name).to.equal("services");
      expect(JSON.parse(json)).to.deep.equal(serviceNames());
    },
    async changes(command) {
      const { status, stdout, stderr } = await step(command);
      expect(status, stderr).to.equal(0);
      expect(stdout).to.match(/^#+ /);
      expect(readFileSync(summary, "utf8")).to.equal(stdout);
    },
    async build(command) {
      tools.add("docker");
      const { status, stderr } = await step(command);
      expect(status, stderr).to.equal(0);
      expect(tools.calls().filter((call) => call.includes(" --load .build/data"))).to.have.lengthOf(2);
    },
    async "lint:workflows"(command) {
      for (const tool of ["actionlint", "zizmor"]) tools.add(tool);
      const { status, stderr } = await step(command);
      expect(status, stderr).to.equal(0);
      expect(tools.calls()).to.include.members(["actionlint ", "zizmor --offline .github"]);
    },
  };

  for (const command of COMMANDS) {
    const script = scriptOf(command);
    if ([...RUN_ELSEWHERE, ...WANT_AWS].includes(script)) continue;
    it(command, async function () {
      this.timeout(60_000);
      const check = scripts[script];
      if (check === undefined) throw new Error(`No test runs npm run ${script} as a workflow does.`);
      await check(command);
    });
  }
});
