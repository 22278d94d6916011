import { execFile } from "node:child_process";
import { join } from "node:path";
import { expect } from "chai";
import { type FixtureRepository, fixtureRepository } from "../changes/fixture-repository.ts";
import { shop } from "../changes/shop.ts";

const TASK = join(process.cwd(), "tasks/changes.ts");
const SHOP = { actions: ["dynamodb:GetItem"], routes: ["GET /orders"], threshold: 1 };

describe("npm run changes", () => {
  let repository: FixtureRepository;

  before(async () => {
    repository = await fixtureRepository({ "index.ts": shop(SHOP), "context/handler.js": "1" });
    await repository.write({ "index.ts": shop({ ...SHOP, routes: [] }) });
  });

  after(() => repository[Symbol.asyncDispose]());

  function run(...args: string[]): Promise<{ status: unknown; stdout: string; stderr: string }> {
    return new Promise((resolve) => {
      const command = [TASK, ...args];
      execFile(process.execPath, command, { cwd: repository.directory }, (error, stdout, stderr) =>
        resolve({ status: error?.code ?? 0, stdout, stderr }),
      );
    });
  }

  it("prints a comment for a pull request, or JSON", async function () {
    this.timeout(60_000);
    const [text, json] = await Promise.all([run("--against", "main"), run("--against", "main", "--json")]);
    expect(text).to.include({ stderr: "", status: 0 });
    expect(text.stdout).to.include("| **removed** | `GET /orders` | `orders` | everybody |");
    const { routes } = JSON.parse(json.stdout);
    expect(routes.removed).to.deep.equal([{ key: "GET /orders", target: "orders", authorization: "NONE" }]);
  });

  const MISTAKES: readonly [args: string[], status: number, says: string][] = [
    [[], 2, "npm run changes: --against is missing. Use --against main.\n"],
    [["--against", "main", "--json", "--markdown"], 2, "--json and --markdown exclude each other"],
    [["--against", "nowhere"], 1, "nowhere is no commit that this repository has"],
    [["--against", "main", "--stack", "prod"], 1, "Pulumi.prod.yaml"],
  ];
  for (const [args, status, says] of MISTAKES) {
    it(`says what is wrong with ${args.join(" ") || "no option"}`, async function () {
      this.timeout(60_000);
      const ended = await run(...args);
      expect(ended.status).to.equal(status);
      expect(ended.stderr).to.include(says);
      expect(ended.stderr).not.to.include("    at ");
    });
  }

  it("explains itself", async () => {
    expect((await run("--help")).stdout).to.include("Usage: npm run changes -- --against REV");
  });
});
