import { join } from "node:path";
import type { EngineProgram } from "./engine.ts";

/** Dynoxide, on SQLite. https://github.com/nubo-db/dynoxide */
export function dynoxide(binary: string, dataDir: string | undefined): EngineProgram {
  const file = dataDir === undefined ? undefined : join(dataDir, "dynamodb.sqlite");
  return {
    name: `Dynoxide, ${file ?? "in memory"}`,
    command: binary,
    args: (port) => {
      const where = ["--host", "127.0.0.1", "--port", String(port)];
      return ["serve", ...where, ...(file === undefined ? [] : ["--db-path", file])];
    },
    readyLine: "listening on",
  };
}

/** AWS's own, in a container. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DynamoDBLocal.html */
export function dynamoDbLocal(dataDir: string | undefined): EngineProgram {
  return {
    name: `DynamoDB Local, ${dataDir ?? "in memory"}`,
    command: "docker",
    args: (port) => {
      const volume = dataDir === undefined ? [] : ["--volume", `${dataDir}:/data`, "--user", "root"];
      const storage = dataDir === undefined ? ["-inMemory"] : ["-dbPath", "/data"];
      const container = ["run", "--rm", "--publish", `127.0.0.1:${port}:8000`, ...volume];
      return [...container, "amazon/dynamodb-local", "-jar", "DynamoDBLocal.jar", "-sharedDb", ...storage];
    },
  };
}
