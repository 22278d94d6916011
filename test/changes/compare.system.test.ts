import { lstatSync } from "node:fs";
import { access } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { compareWith } from "../../changes/compare.ts";
import { checkOut, RevisionError } from "../../changes/revision.ts";
import { type FixtureRepository, fixtureRepository } from "./fixture-repository.ts";
import { description, shop } from "./shop.ts";

const BEFORE = { actions: ["dynamodb:GetItem"], routes: ["GET /orders", "GET /stock"], threshold: 1 };
const AFTER = {
  actions: ["dynamodb:GetItem", "dynamodb:PutItem"],
  routes: ["GET /orders", "POST /orders"],
  threshold: 2,
};

describe("comparing the work tree with a revision", () => {
  let repository: FixtureRepository;

  beforeEach(async () => {
    repository = await fixtureRepository({
      "index.ts": shop(BEFORE),
      "context/handler.js": "1",
      "openapi.json": description(["name"]),
    });
  });

  afterEach(() => repository[Symbol.asyncDispose]());

  const compare = (against: string) =>
    compareWith({
      project: repository.directory,
      against,
      stack: "dev",
      cacheDirectory: join(process.cwd(), "node_modules/.cache/evaluations"),
      print: () => undefined,
    });

  it("finds what changes for permissions, routes, the API, alarms and bundles, and nothing else", async function () {
    this.timeout(60_000);
    await repository.write({
      "index.ts": shop(AFTER),
      "context/handler.js": "12345",
      "openapi.json": description(["name", "note"]),
    });
    const alarm = { name: "orders-errors", watches: ["AWS/Lambda Errors of orders"] };
    const route = { target: "orders", authorization: "NONE" };
    expect(await compare("main")).to.deep.equal({
      permissions: {
        added: [
          { effect: "Allow", who: "Role orders", action: "dynamodb:PutItem", resource: "Table orders" },
        ],
        removed: [],
        changed: [],
      },
      routes: {
        added: [{ key: "POST /orders", ...route }],
        removed: [{ key: "GET /stock", ...route }],
        changed: [],
      },
      api: {
        breaking: [
          "POST /orders: [Added] required status to `note` in Request Body content (application/json)",
        ],
        compatible: [],
      },
      bundles: {
        added: [],
        removed: [],
        changed: [{ before: { name: "orders", bytes: 1 }, after: { name: "orders", bytes: 5 } }],
      },
      alarms: {
        added: [],
        removed: [],
        changed: [
          {
            before: { ...alarm, when: "Sum > 1 in 3 of 5 periods of 60 s" },
            after: { ...alarm, when: "Sum > 2 in 3 of 5 periods of 60 s" },
          },
        ],
      },
      unwatched: [],
    });
  });

  it("says that there is no such revision, and how to get it", async () => {
    const error = await compare("origin/main").then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(RevisionError);
    expect(error).to.have.property("message").that.includes("git fetch origin origin/main");
  });

  it("takes no option of git's for a revision", async () => {
    const error = await compare("--output=x").then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(RevisionError);
  });

  it("leaves the repository and the temporary folder as they were", async () => {
    await repository.write({ "index.ts": "not committed" });
    const checkedOut = await checkOut(repository.directory, "main");
    expect(lstatSync(join(checkedOut.directory, "node_modules")).isSymbolicLink()).to.equal(true);
    await checkedOut[Symbol.asyncDispose]();
    expect(await access(checkedOut.directory).catch(({ code }) => code)).to.equal("ENOENT");
    expect(repository.git("status", "--porcelain")).to.equal(" M index.ts\n");
    expect(repository.git("worktree", "list").trim().split("\n")).to.have.lengthOf(1);
  });
});
