import { join } from "node:path";
import { RootFileSystem } from "./root-file-system.ts";
import { runtimeInterfaceClient, runtimeInterfaceEmulator } from "./runtime-interface.ts";

/** Starts Node as the bootstrap of AWS's image does: same flags, same place, same wrapper variable. */
const BOOTSTRAP = `#!/bin/sh
memory="\${AWS_LAMBDA_FUNCTION_MEMORY_SIZE:-512}"
young=$((memory / 20)) old=$((memory * 9 / 10))
set -- /var/lang/bin/node --expose-gc --max-http-header-size=81920 \\
  "--max-semi-space-size=$young" "--max-old-space-size=$old" /var/runtime/index.mjs
exec $AWS_LAMBDA_EXEC_WRAPPER "$@"
`;

/** Outside Lambda, where there is no Runtime API, the emulator is one. */
const ENTRYPOINT = `#!/bin/sh
export _HANDLER="$1"
[ -n "$AWS_LAMBDA_RUNTIME_API" ] && exec /var/runtime/bootstrap
exec /usr/local/bin/aws-lambda-rie /var/runtime/bootstrap
`;

/** The Dockerfile of a base: its files, and what images made from it inherit. */
function dockerfile(lines: readonly string[]): string {
  return ["FROM scratch", "COPY root/ /", ...lines, ""].join("\n");
}

/**
 * Fills a Docker context with a base that is laid out as AWS's Node base image, around AWS's published runtime
 * interface client and emulator.
 */
export async function lambdaStandIn(directory: string, node: string): Promise<string> {
  const client = await runtimeInterfaceClient();
  const root = await RootFileSystem.at(join(directory, "root"));
  await root.install(node, "/var/lang/bin/node");
  await root.install("/bin/sh", "/bin/sh");
  await root.install("/bin/chmod", "/bin/chmod");
  await root.install("/bin/mkdir", "/bin/mkdir");
  await root.copy(join(client, "index.mjs"), "/var/runtime/index.mjs", 0o644);
  await root.install(join(client, "rapid-client.node"), "/var/runtime/rapid-client.node");
  await root.copy(await runtimeInterfaceEmulator(), "/usr/local/bin/aws-lambda-rie", 0o755);
  await root.write("/var/runtime/bootstrap", BOOTSTRAP, 0o755);
  await root.write("/lambda-entrypoint.sh", ENTRYPOINT, 0o755);
  await root.write("/var/task/.keep", "", 0o644);
  return dockerfile([
    "ENV PATH=/var/lang/bin:/usr/local/bin:/usr/bin:/bin LAMBDA_TASK_ROOT=/var/task LAMBDA_RUNTIME_DIR=/var/runtime",
    "WORKDIR /var/task",
    'ENTRYPOINT ["/lambda-entrypoint.sh"]',
  ]);
}

/** Fills a Docker context with a base that has Node and what it loads, without even a shell. */
export async function nodeStandIn(directory: string, node: string): Promise<string> {
  const root = await RootFileSystem.at(join(directory, "root"));
  await root.install(node, "/usr/local/bin/node");
  return dockerfile(["ENV PATH=/usr/local/bin"]);
}
