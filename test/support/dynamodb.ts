import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { CreateTableCommand, type CreateTableCommandInput, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { freePort } from "../../local/process/free-port.ts";
import { ProcessSupervisor } from "../../local/process/supervisor.ts";

const ENGINE = fileURLToPath(import.meta.resolve("@dynoxide/linux-x64/dynoxide"));
export const CREDENTIALS = {
  AWS_REGION: "eu-central-1",
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
};

/** A DynamoDB engine in memory, of a test's own. */
export interface TestDynamoDb {
  readonly client: DynamoDBClient;
  createTable(table: Omit<CreateTableCommandInput, "BillingMode">): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts the engine on a free port. Until it stops, the environment leads every SDK client to it, the one of a handler
 * that is imported after this included.
 */
export async function startDynamoDb(): Promise<TestDynamoDb> {
  const supervisor = new ProcessSupervisor();
  const port = await launch(supervisor);
  const restore = setEnvironment({ ...CREDENTIALS, AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${port}` });
  const client = new DynamoDBClient({});
  return {
    client,
    async createTable(table) {
      await client.send(new CreateTableCommand({ ...table, BillingMode: "PAY_PER_REQUEST" }));
    },
    async stop() {
      client.destroy();
      restore();
      await supervisor.stop(0);
    },
  };
}

/** @returns the port. Between the look at a free one and its use somebody else may take it: then another is tried. */
async function launch(supervisor: ProcessSupervisor): Promise<number> {
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    const port = await freePort();
    const engine = supervisor.spawn(ENGINE, ["serve", "--host", "127.0.0.1", "--port", String(port)], {
      stdio: "ignore",
    });
    const abandoned = new AbortController();
    const ended = once(engine, "exit").then(() => false);
    const isUp = await Promise.race([answers(`http://127.0.0.1:${port}`, abandoned.signal), ended]);
    abandoned.abort();
    if (isUp) return port;
  }
  throw new Error(`The DynamoDB engine ${ENGINE} does not start.`);
}

async function answers(url: string, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    const answered = await fetch(url, { signal }).then(
      () => true,
      () => false,
    );
    if (answered) return true;
    await delay(5);
  }
  return false;
}

/** Sets environment variables. @returns what puts the old ones back */
export function setEnvironment(variables: Readonly<Record<string, string>>): () => void {
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, variables);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
}
