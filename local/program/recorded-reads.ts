import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** What an evaluation has asked this machine for, besides its modules. */
export interface Reads {
  /** Absolute paths of files and folders, whether or not they are there; dependencies excepted. */
  readonly files: readonly string[];
  /** Names of environment variables, whether or not they are set. */
  readonly variables: readonly string[];
}

const files = new Set<string>();
const variables = new Set<string>();

/** What Node itself asks for: how it loads modules, which a program does not see. */
const OF_NODE = new Set(["NODE_DEBUG", "NODE_V8_COVERAGE", "WATCH_REPORT_DEPENDENCIES"]);

const BY_PATH = ["readFile", "readdir", "stat", "lstat", "access", "open", "opendir", "realpath"] as const;

type Functions = Record<string, ((...args: unknown[]) => unknown) | undefined>;

for (const name of BY_PATH) {
  for (const each of [name, `${name}Sync`]) note(fs as unknown as Functions, each);
  note(fs.promises as unknown as Functions, name);
}
for (const name of ["existsSync", "createReadStream"]) note(fs as unknown as Functions, name);
syncBuiltinESMExports();
process.env = notedVariables(process.env);

/** All that was read since this module was loaded, which has to be before any other. */
export function recordedReads(): Reads {
  return { files: [...files], variables: [...variables] };
}

function note(owner: Functions, name: string): void {
  const read = owner[name];
  if (read === undefined) return;
  // What hangs on the function, `realpath.native` for example, stays there.
  owner[name] = Object.assign(function (this: unknown, ...args: unknown[]) {
    notePath(args[0]);
    return read.apply(this, args);
  }, read);
}

function notePath(given: unknown): void {
  const path = given instanceof URL ? fileURLToPath(given) : given;
  // The package manager's lockfile stands for what it installs.
  if (typeof path === "string" && !path.includes("/node_modules/")) files.add(resolve(path));
}

/** Who takes all variables, to start another process for example, has asked for none of them. */
function notedVariables(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  let enumerated = new Set<string | symbol>();
  const asked = (name: string | symbol) => {
    if (enumerated.delete(name) || typeof name !== "string" || OF_NODE.has(name)) return;
    variables.add(name);
  };
  return new Proxy(environment, {
    get(target, name) {
      asked(name);
      return Reflect.get(target, name);
    },
    has(target, name) {
      asked(name);
      return Reflect.has(target, name);
    },
    ownKeys(target) {
      const names = Reflect.ownKeys(target);
      enumerated = new Set(names);
      return names;
    },
  });
}
