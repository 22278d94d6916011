import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { DynamoDBDocumentClient, GetCommand, PutCommand, paginateScan } from "@aws-sdk/lib-dynamodb";
import type { LocalCloud } from "../../local/start.ts";

type Item = Readonly<Record<string, unknown>>;

/** What tests ask a local cloud through AWS's own clients, as its operator. */
export function awsClients(cloud: Pick<LocalCloud, "awsEndpoint" | "region" | "project" | "stack">) {
  const { awsEndpoint: endpoint, region, project, stack } = cloud;
  const settings = { endpoint, region, credentials: { accessKeyId: "test", secretAccessKey: "test" } };
  const dynamodb = new DynamoDBClient(settings);
  const documents = DynamoDBDocumentClient.from(dynamodb);
  const lambda = new LambdaClient(settings);

  async function tables(): Promise<string[]> {
    const { TableNames = [] } = await dynamodb.send(new ListTablesCommand());
    return TableNames;
  }

  /** The table that a logical name stands for. */
  async function table(name: string): Promise<string> {
    const names = await tables();
    const found = names.find(
      (candidate) => candidate === name || /^(.+)-[0-9a-f]{7}$/.exec(candidate)?.[1] === name,
    );
    if (found === undefined) throw new Error(`No table ${name} among ${names.join(", ")}.`);
    return found;
  }

  return {
    tables,
    async items(name: string, Key: Item): Promise<Item[]> {
      const { Item } = await documents.send(new GetCommand({ TableName: await table(name), Key }));
      return Item === undefined ? [] : [Item];
    },
    async put(name: string, Item: Item): Promise<void> {
      await documents.send(new PutCommand({ TableName: await table(name), Item }));
    },
    async scan(name: string): Promise<Item[]> {
      const items: Item[] = [];
      for await (const page of paginateScan({ client: documents }, { TableName: await table(name) })) {
        items.push(...(page.Items ?? []));
      }
      return items;
    },
    /** The answer of a function, by its logical name. */
    async invoke(name: string, event: unknown): Promise<{ statusCode: number; body: string }> {
      const FunctionName = `${project}-${stack}-${name}`;
      const { Payload } = await lambda.send(
        new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }),
      );
      return JSON.parse(Buffer.from(Payload ?? []).toString("utf8"));
    },
  };
}
