import { access } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { checkOut, RevisionError } from "../../changes/revision.ts";
import { type FixtureRepository, fixtureRepository } from "./fixture-repository.ts";

describe("a revision that depends on other packages", () => {
  let repository: FixtureRepository;

  beforeEach(async () => {
    repository = await fixtureRepository({});
  });

  afterEach(() => repository[Symbol.asyncDispose]());

  it("has those that it depends on installed", async () => {
    await repository.write({
      "package-lock.json": '{"name":"other","lockfileVersion":3,"packages":{"":{}}}',
    });
    await using checkedOut = await checkOut(repository.directory, "main");
    expect(
      await access(join(checkedOut.directory, "node_modules/@pulumi")).catch(({ code }) => code),
    ).to.equal("ENOENT");
  });

  it("is refused with npm's reason where they can't be installed", async () => {
    await repository.write({ "package.json": '{"dependencies":{"chai":"6.0.0"}}' });
    repository.commit();
    await repository.write({ "package-lock.json": "{}" });
    const error = await checkOut(repository.directory, "main").then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(RevisionError);
    expect(error)
      .to.have.property("message")
      .that.matches(/^The dependencies of main can't be installed: .*lock/);
  });
});
