import { projectDirectory } from "../folders.ts";
import type { Contestant } from "./contestant.ts";

/** This project: the whole program, with all its services. Stack `test`, because the throttle of `dev` is low. */
export const lambdock: Contestant = {
  name: "lambdock",
  directory: projectDirectory,
  versions: {},
  args: (port) => [
    ...["--stack", "test", "--ephemeral", "--port", String(port)],
    ...["--aws-port", "0", "--function-url-port", "0"],
  ],
  prepare: async () => undefined,
};
