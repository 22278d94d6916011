import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { expect } from "chai";
import { revision } from "../../settings/revision.ts";
import { type FixtureRepository, fixtureRepository } from "../changes/fixture-repository.ts";

describe("the revision", () => {
  let repository: FixtureRepository;
  before(async () => {
    repository = await fixtureRepository({ "index.ts": "1" });
  });
  after(() => repository[Symbol.asyncDispose]());

  it("is the short commit, and says when files differ from it", async () => {
    const commit = repository.git("rev-parse", "--short", "HEAD").trim();
    expect(revision(repository.directory)).to.equal(commit);
    await repository.write({ "index.ts": "2" });
    expect(revision(repository.directory)).to.equal(`${commit}-dirty`);
    repository.commit();
    expect(revision(repository.directory))
      .to.match(/^[0-9a-f]{7,}$/)
      .and.not.equal(commit);
  });

  it("is none where there is no Git", () => {
    const folder = mkdtempSync(`${tmpdir()}/no-git-`);
    expect(revision(folder)).to.equal(undefined);
    rmSync(folder, { recursive: true });
  });
});
