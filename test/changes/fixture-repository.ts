import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { GIT_IDENTITY } from "../support/git-identity.ts";

/** A repository with a Pulumi project of its own, for a test to commit to. */
export interface FixtureRepository extends AsyncDisposable {
  readonly directory: string;
  write(files: Readonly<Record<string, string>>): Promise<void>;
  /** Commits everything. */
  commit(): void;
  git(...args: string[]): string;
}

const PROJECT = {
  "Pulumi.yaml": "name: shop\nruntime: nodejs\n",
  "Pulumi.dev.yaml": "config:\n  aws:region: eu-west-1\n",
  "package.json": '{"type":"module"}\n',
  "package-lock.json": '{"name":"shop","lockfileVersion":3,"packages":{"":{}}}\n',
  ".gitignore": "node_modules\n.lambdock\n",
};

/** Makes one, in a temporary folder, with this project's dependencies. */
export async function fixtureRepository(files: Readonly<Record<string, string>>): Promise<FixtureRepository> {
  const directory = await mkdtemp(join(tmpdir(), "repository-"));
  const git = (...args: string[]) =>
    execFileSync("git", [...GIT_IDENTITY, ...args], { cwd: directory, encoding: "utf8" });
  const repository: FixtureRepository = {
    directory,
    git,
    async write(contents) {
      for (const [name, text] of Object.entries(contents)) {
        await mkdir(dirname(join(directory, name)), { recursive: true });
        await writeFile(join(directory, name), text);
      }
    },
    commit() {
      git("add", "--all");
      git("commit", "--quiet", "--message", "A state");
    },
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, maxRetries: 10 }),
  };
  await symlink(join(process.cwd(), "node_modules"), join(directory, "node_modules"));
  // Evaluations of all suites share one compile cache.
  await mkdir(join(directory, ".lambdock/cache"), { recursive: true });
  await symlink(
    join(process.cwd(), "node_modules/.cache/evaluations"),
    join(directory, ".lambdock/cache/program"),
  );
  git("init", "--quiet", "--initial-branch", "main");
  await repository.write({ ...PROJECT, ...files });
  repository.commit();
  return repository;
}
