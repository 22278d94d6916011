import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const execute = promisify(execFile);
/** Bytes that git or npm may print before they are stopped. */
const OUTPUT_LIMIT = 64 * 1024 * 1024;

/** A revision that can't be had, in one sentence that says what to do. */
export class RevisionError extends Error {
  override readonly name = "RevisionError";
}

/** A revision's files in a folder of their own. */
export interface CheckedOut extends AsyncDisposable {
  readonly directory: string;
}

/**
 * Writes a revision's files into a new temporary folder, with its dependencies. The repository stays as it is: no work
 * tree, no index and no branch of it is touched.
 *
 * @param project  folder of the project within its repository
 * @param revision branch, tag, commit
 * @throws RevisionError when the repository has no such commit
 */
export async function checkOut(project: string, revision: string): Promise<CheckedOut> {
  const commit = await commitOf(project, revision);
  const folder = await mkdtemp(join(tmpdir(), "revision-"));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const directory = join(folder, "project");
    const archive = join(folder, "archive.tar");
    await mkdir(directory);
    await run("git", ["-C", project, "archive", "--output", archive, commit]);
    await run("tar", ["-xf", archive, "-C", directory]);
    await provideDependencies(project, directory, revision);
    return { directory, [Symbol.asyncDispose]: remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function commitOf(project: string, revision: string): Promise<string> {
  try {
    const args = [
      "-C",
      project,
      "rev-parse",
      "--verify",
      "--quiet",
      "--end-of-options",
      `${revision}^{commit}`,
    ];
    return (await run("git", args)).trim();
  } catch {
    throw new RevisionError(
      `${revision} is no commit that this repository has. Name one, or fetch it: git fetch origin ${revision}.`,
    );
  }
}

/** The same lockfile means the same dependencies: those that are installed serve both revisions. */
async function provideDependencies(project: string, directory: string, revision: string): Promise<void> {
  const [ours, theirs] = await Promise.all([lockfile(project), lockfile(directory)]);
  if (ours === theirs || theirs === undefined) {
    return symlink(join(project, "node_modules"), join(directory, "node_modules"), "junction");
  }
  const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error"];
  await run("npm", ["ci", ...flags], directory).catch((error: Error & { stderr?: string }) => {
    const reason = /npm error (?!code|$)(.+)/m.exec(error.stderr ?? "")?.[1] ?? error.message;
    throw new RevisionError(`The dependencies of ${revision} can't be installed: ${reason}`);
  });
}

function lockfile(directory: string): Promise<string | undefined> {
  return readFile(join(directory, "package-lock.json"), "utf8").catch(() => undefined);
}

async function run(command: string, args: readonly string[], cwd = process.cwd()): Promise<string> {
  const { stdout } = await execute(command, [...args], { cwd, maxBuffer: OUTPUT_LIMIT });
  return stdout;
}
