import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { writeAtomically } from "../../bundle/write.ts";
import type { LocalCloud } from "../../local/start.ts";
import { overHttp } from "../support/api-case.ts";
import { copyParts, shareCompileCache } from "../support/project-copy.ts";
import { apiOf, startForTest } from "../support/shared-cloud.ts";
import { until } from "../support/until.ts";

const PROGRAM = "test/programs/plain";

/** It renames the function, which one part takes, and has a route that another part refuses. */
const MISTAKE = `
new aws.apigatewayv2.Route("nowhere", { apiId: api.id, routeKey: "GET /nowhere", target: "integrations/nowhere" });
`;

describe("an edit of which one part of the local cloud can't be had", () => {
  let project: string;
  let dockerfile: string;
  let index: string;
  let source: string;
  let cloud: LocalCloud;
  const notices: string[] = [];
  const send = overHttp(() => apiOf(cloud));
  const routeOf = async (path: string) =>
    ((await send({ method: "GET", path })).body as { route?: string }).route;
  const told = (text: string) => until(text, () => notices.some((notice) => notice.includes(text)));

  before(async () => {
    project = await copyParts([PROGRAM]);
    const directory = join(project, PROGRAM);
    await shareCompileCache(directory);
    dockerfile = join(directory, "greeter/Dockerfile");
    index = join(directory, "index.ts");
    source = await readFile(index, "utf8");
    cloud = await startForTest({ program: directory, watch: true });
    cloud.events.subscribe("notice", ({ message }) => notices.push(message));
  });
  after(async () => {
    await cloud?.stop();
    await rm(project, { recursive: true, maxRetries: 10 });
  });

  it("leaves all parts as they were, and is served as a whole once it is mended", async () => {
    expect(await routeOf("/greet/Ann")).to.equal("GET /greet/{name}");
    const renamed = source.replace('aws.lambda.Function("greeter"', 'aws.lambda.Function("host"');
    await writeAtomically(index, renamed + MISTAKE);
    await told("the last good version keeps serving: Route");
    expect(notices.join()).to.include("which is no integration of its API");
    expect(await routeOf("/greet/Ann")).to.equal("GET /greet/{name}");

    await writeAtomically(index, renamed.replaceAll("/greet/", "/welcome/"));
    await told("the program was evaluated again");
    expect(await routeOf("/welcome/Ann")).to.equal("GET /welcome/{name}");
    expect(notices.filter((notice) => notice.includes("not whole"))).to.deep.equal([]);
  });

  it("is told apart when what was there before can't be had again either", async () => {
    const good = await readFile(dockerfile, "utf8");
    await writeAtomically(dockerfile, good.replace(/^CMD .*$/m, ""));
    await writeAtomically(index, `${source}// edited`);
    await told("What was served before is not whole again; mend the program, or restart: ");
    await writeAtomically(dockerfile, good);
    await writeAtomically(index, source);
    await until("it is served again", async () => (await routeOf("/greet/Ann")) === "GET /greet/{name}");
  });
});
