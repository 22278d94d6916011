import type { FunctionConfiguration } from "../definition.ts";
import { machineName } from "./machine.ts";

/** Whom Lambda runs functions as. The images' compile cache is this user's. */
const LAMBDA_USER = "993:990";

/** Whose container it is: the process that started it, and where that is to be found. */
export const OWNER_LABEL = "lambdock.owner";
export const MACHINE_LABEL = "lambdock.machine";

/**
 * The `docker run` of one execution environment, with what Lambda gives it: its user, no right beyond that, a root file
 * system that it can't write, a `/tmp` and a memory of the declared size. It shares this machine's network, where its
 * runtime API and its AWS listen.
 * @param environment options that give it its variables
 */
export function runArguments(
  name: string,
  image: string,
  configuration: FunctionConfiguration,
  environment: readonly string[],
): string[] {
  const { memorySizeMb, ephemeralStorageMb, handler } = configuration;
  const memory = `${memorySizeMb}m`;
  return [
    ...["run", "--rm", "--name", name, "--network", "host"],
    ...["--label", `${OWNER_LABEL}=${process.pid}`, "--label", `${MACHINE_LABEL}=${machineName()}`],
    ...["--user", LAMBDA_USER, "--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--read-only"],
    ...["--tmpfs", `/tmp:mode=1777,size=${ephemeralStorageMb}m`, "--memory", memory, "--memory-swap", memory],
    ...environment,
    image,
    handler,
  ];
}
