import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, DynamoDBDocumentClient, GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";

const TableName = process.env.ORDERS_TABLE;
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

interface Event {
  readonly routeKey: string;
  readonly rawPath: string;
  readonly pathParameters?: Readonly<Record<string, string>>;
}

/** Reads orders, by id and by customer; it may not delete one, and shows what AWS says of that. */
export const handler = async ({ routeKey, rawPath, pathParameters = {} }: Event): Promise<unknown> => {
  if (routeKey === "GET /orders/{id}") {
    const { Item } = await client.send(new GetCommand({ TableName, Key: { id: pathParameters.id } }));
    return Item ?? { statusCode: 404, body: "No such order" };
  }
  if (routeKey === "GET /customers/{customer}/orders") {
    const { Items } = await client.send(
      new QueryCommand({
        TableName,
        IndexName: "by-customer",
        KeyConditionExpression: "customer = :customer",
        ExpressionAttributeValues: { ":customer": pathParameters.customer },
      }),
    );
    return { orders: Items };
  }
  if (routeKey === "DELETE /orders/{id}") {
    const failure = await client
      .send(new DeleteCommand({ TableName, Key: { id: pathParameters.id } }))
      .catch((error: Error) => error);
    return { statusCode: 403, body: JSON.stringify({ error: (failure as Error).message }) };
  }
  return { routeKey, rawPath, parameters: pathParameters };
};
