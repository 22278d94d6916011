import type { RuntimeStart } from "../runtime-host.ts";

/** Whom Lambda runs functions as. The images' compile cache is this user's. */
const LAMBDA_USER = "993:990";

/** Whose container it is: the process that started it. */
export const OWNER_LABEL = "lambdock.owner";

/**
 * The `docker run` of one execution environment, with what Lambda gives it: its user, no right beyond that, a root file
 * system that it can't write, a `/tmp` and a memory of the declared size. It shares this machine's network, where its
 * runtime API and its AWS listen.
 */
export function runArguments(
  name: string,
  image: string,
  { configuration, environment }: RuntimeStart,
): string[] {
  const { memorySizeMb, ephemeralStorageMb, handler } = configuration;
  const memory = `${memorySizeMb}m`;
  return [
    ...["run", "--rm", "--name", name, "--label", `${OWNER_LABEL}=${process.pid}`, "--network", "host"],
    ...["--user", LAMBDA_USER, "--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--read-only"],
    ...["--tmpfs", `/tmp:mode=1777,size=${ephemeralStorageMb}m`, "--memory", memory, "--memory-swap", memory],
    ...Object.entries(environment).flatMap(([key, value]) => ["--env", `${key}=${value}`]),
    image,
    handler,
  ];
}
