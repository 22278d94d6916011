import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A small Pulumi project in a folder of its own. */
export interface SampleProgram {
  readonly directory: string;
  /** Writes `index.ts`, which knows `aws` and `pulumi`. */
  write(source: string): Promise<void>;
  /** Writes another file of it. */
  file(name: string, contents: string): Promise<void>;
  read(name: string): Promise<string>;
  remove(): Promise<void>;
}

export async function sampleProgram(): Promise<SampleProgram> {
  const directory = await mkdtemp(join(tmpdir(), "program-"));
  const file = (name: string, contents: string) => writeFile(join(directory, name), contents);
  await symlink(join(process.cwd(), "node_modules"), join(directory, "node_modules"));
  await file("Pulumi.yaml", "name: sample\nruntime: nodejs\n");
  await file("Pulumi.dev.yaml", "config:\n  aws:region: eu-west-1\n  sample:color: green\n");
  await file("package.json", '{"type":"module"}');
  return {
    directory,
    file,
    read: (name) => readFile(join(directory, name), "utf8"),
    write: (source) => file("index.ts", `${importsOf(source)}\n${source}`),
    remove: () => rm(directory, { recursive: true, maxRetries: 10 }),
  };
}

/** All in one line, so that a test can tell a line of its source. What is not used is not loaded. */
function importsOf(source: string): string {
  return ["aws", "pulumi"]
    .filter((name) => source.includes(`${name}.`))
    .map((name) => `import * as ${name} from "@pulumi/${name}";`)
    .join(" ");
}
