import { expect } from "chai";
import type { LocalEvent } from "../../local/events.ts";
import type { LocalCloud } from "../../local/start.ts";
import { checksOf } from "../../tasks/verification/checks.ts";
import { runChecks } from "../../tasks/verification/run-checks.ts";
import { copyProject, type ProjectCopy } from "../support/project-copy.ts";
import { run as startRunner } from "../support/runner.ts";
import { apiOf, startForTest } from "../support/shared-cloud.ts";
import { run } from "./command.ts";
import { BUILDER } from "./docker-images.ts";
import { eventually } from "./waiting.ts";
import { FUNCTIONS, workbench } from "./workbench.ts";

type ReportEvent = Extract<LocalEvent, { type: "invocation" }>;

/** Settings with which the program builds on the tests' base. */
async function settings(): Promise<Record<string, string>> {
  const { bases } = await workbench();
  return { "lambdock:baseImage": bases.lambda.image, "lambdock:builder": BUILDER };
}

/** Containers of a local cloud, by the process that it is. */
async function containersOf(pid: number): Promise<string[]> {
  const filter = `label=lambdock.owner=${pid}`;
  const list = await run("docker", ["ps", "--all", "--filter", filter, "--format", "{{.Names}}"]);
  return list.split("\n").filter((name) => name !== "");
}

/** Those of stack test, which these suites alone run on images. */
async function removeImages(): Promise<void> {
  const filter = "reference=lambdock-local/lambdock-test-*";
  const list = await run("docker", ["image", "ls", "--quiet", "--filter", filter]);
  const images = [...new Set(list.split("\n").filter((id) => id !== ""))];
  if (images.length > 0) await run("docker", ["image", "rm", "--force", ...images]);
}

describe("the local cloud on images: npm start -- --containers", () => {
  let project: ProjectCopy;
  let cloud: LocalCloud;
  const reports: ReportEvent[] = [];
  const lines: string[] = [];
  before(async () => {
    project = await copyProject();
    const config = await settings();
    cloud = await startForTest({
      program: project.directory,
      stack: "test",
      config,
      containers: true,
      watch: true,
    });
    cloud.events.subscribe("invocation", (event) => reports.push(event));
    cloud.events.subscribe("log", ({ message }) => lines.push(message));
  });
  after(async () => {
    await cloud?.stop();
    expect(await containersOf(process.pid)).to.deep.equal([]);
    await removeImages();
    await project?.remove();
  });

  for (const service of FUNCTIONS) {
    it(`answers every request for ${service} as it should`, async () => {
      const problems: string[] = [];
      for await (const { name, problem } of runChecks(apiOf(cloud), (await checksOf(service)).api))
        if (problem !== undefined) problems.push(`${name}: ${problem}`);
      expect(problems).to.deep.equal([]);
    });
  }

  it("runs each function in a container, from the image's compile cache, and measures it", async () => {
    expect(await containersOf(process.pid)).to.have.length.at.least(FUNCTIONS.length);
    expect(lines.filter((line) => line.includes('"compile_cache":"hit"'))).to.have.length.at.least(1);
    expect(lines.filter((line) => line.includes('"compile_cache":"miss"'))).to.deep.equal([]);
    for (const { functionName, maxMemoryUsedMb } of reports)
      expect(maxMemoryUsedMb, functionName).to.be.within(30, 512);
  });

  it("has in its log what a function wrote about each request", async () => {
    const ids = lines.flatMap((line) => /^REPORT RequestId: (\S+)/.exec(line)?.[1] ?? []);
    expect(ids).to.have.length.above(1);
    // Docker hands lines on in its own time, so one may come after its REPORT.
    const isTold = (id: string) => lines.some((line) => line.startsWith("{") && line.includes(id));
    await eventually("a line of each", async () => ids.every(isTold) || undefined, 10_000);
  });

  it("serves an edit from a new image", async () => {
    const before = await run("docker", [
      "image",
      "ls",
      "--quiet",
      "--filter",
      "reference=lambdock-local/*-data",
    ]);
    await project.edit("functions/data/handler.ts", '"ok"', '"edited"');
    await eventually(
      "The edited answer",
      async () => {
        const answer = (await (await fetch(`${apiOf(cloud)}/healthz`)).json()) as { status: string };
        return answer.status === "edited" || undefined;
      },
      60_000,
    );
    const after = await run("docker", [
      "image",
      "ls",
      "--quiet",
      "--filter",
      "reference=lambdock-local/*-data",
    ]);
    expect(after).not.to.equal(before);
  });
});

describe("a local cloud on images that is killed", () => {
  after(removeImages);

  it("leaves no container", async () => {
    const config = Object.entries(await settings()).flatMap(([key, value]) => [
      "--config",
      `${key}=${value}`,
    ]);
    const options = ["--json", "--ephemeral", "--containers", "--stack", "test", ...config];
    const runner = startRunner(options, process.cwd());
    const { api } = await runner.ready();
    expect((await fetch(`${api}/data`)).status).to.equal(200);
    const pid = runner.child.pid ?? 0;
    expect(await containersOf(pid)).to.have.lengthOf(1);
    runner.child.kill("SIGKILL");
    await eventually("The end of its containers", async () =>
      (await containersOf(pid)).length === 0 ? true : undefined,
    );
  });
});
