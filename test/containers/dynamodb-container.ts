import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { Container } from "./container.ts";

const PORT = 8000;

/** A DynamoDB engine in a container of its own, where other containers reach it. Its data is in memory. */
export class DynamoDbContainer implements AsyncDisposable {
  readonly client: DynamoDBClient;
  /** The endpoint as other containers see it. */
  readonly endpoint: string;
  readonly #container: Container;

  private constructor(client: DynamoDBClient, endpoint: string, container: Container) {
    this.client = client;
    this.endpoint = endpoint;
    this.#container = container;
  }

  /** @param image any Linux image: the engine is one static program, which is mounted into it */
  static async start(image: string): Promise<DynamoDbContainer> {
    const container = await Container.start({
      image,
      port: PORT,
      options: ["--volume", `${dynoxide()}:/dynoxide:ro`, "--entrypoint", "/dynoxide", "--no-healthcheck"],
      command: ["serve", "--host", "0.0.0.0", "--port", String(PORT)],
    });
    const address = await container.inspect("{{.NetworkSettings.IPAddress}}");
    const client = new DynamoDBClient({
      endpoint: container.url,
      region: "eu-central-1",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    });
    return new DynamoDbContainer(client, `http://${address}:${PORT}`, container);
  }

  /** Makes a table with one text key. */
  async createTable(TableName: string, key: string): Promise<void> {
    await this.client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [{ AttributeName: key, AttributeType: "S" }],
        KeySchema: [{ AttributeName: key, KeyType: "HASH" }],
      }),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.client.destroy();
    await this.#container[Symbol.asyncDispose]();
  }
}

function dynoxide(): string {
  const require = createRequire(import.meta.url);
  return join(dirname(require.resolve("@dynoxide/linux-x64/package.json")), "dynoxide");
}
