import { DynamoDBClient, GetItemCommand, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { expect } from "chai";
import { itAnswers, overHttp } from "../support/api-case.ts";
import { apiOf, useCloud } from "../support/shared-cloud.ts";

describe("a program of provider resources alone", () => {
  const cloud = useCloud({ program: "test/programs/plain" });
  const send = overHttp(() => apiOf(cloud()));

  itAnswers(
    [
      {
        name: "runs the image's files with the handler of its Dockerfile, behind a named stage",
        request: { method: "GET", path: "/greet/Ann" },
        status: 200,
        body: { greeting: "Hello, Ann!", route: "GET /greet/{name}", path: "/live/greet/Ann" },
      },
      {
        name: "sends everything else to $default",
        request: { method: "POST", path: "/anything/at/all", body: {} },
        status: 200,
        body: { greeting: "Hello, world!", route: "$default", path: "/live/anything/at/all" },
      },
    ],
    send,
  );

  it("does not answer outside its stage", async () => {
    const answer = await overHttp(() => new URL(apiOf(cloud())).origin)({
      method: "GET",
      path: "/greet/Ann",
    });
    expect(answer).to.deep.include({ status: 404, body: { message: "Not Found" } });
  });

  it("names what it declares and nobody emulates", () => {
    expect(cloud().notEmulated).to.include("Not emulated: aws:sqs/queue:Queue: unheard");
  });
});

describe("a program that uses the components in its own way", () => {
  const cloud = useCloud({ program: "test/programs/shop" });
  const send = overHttp(() => apiOf(cloud()));

  itAnswers(
    [
      {
        name: "finds the items that the table was declared with",
        request: { method: "GET", path: "/orders/1" },
        status: 200,
        body: {
          id: "1",
          customer: "ann",
          total: 12.5,
          paid: true,
          lines: [{ sku: "a", count: 2 }],
          note: null,
        },
      },
      {
        name: "reads by the index that its role names",
        request: { method: "GET", path: "/customers/bob/orders" },
        status: 200,
        body: { orders: [{ id: "2", customer: "bob", total: 3, paid: false, lines: [], note: "gift" }] },
      },
      {
        name: "takes greedy paths",
        request: { method: "PATCH", path: "/files/a/b.txt" },
        status: 200,
        body: {
          routeKey: "ANY /files/{path+}",
          rawPath: "/v1/files/a/b.txt",
          parameters: { path: "a/b.txt" },
        },
      },
      {
        name: "adds the CORS header for its one origin",
        request: { method: "GET", path: "/orders/1", headers: { origin: "https://shop.example" } },
        status: 200,
        headers: { "access-control-allow-origin": "https://shop.example" },
      },
    ],
    send,
  );

  it("is refused what its role does not allow, in AWS's words", async () => {
    const { status, body } = await send({ method: "DELETE", path: "/orders/1" });
    expect(status).to.equal(403);
    expect((body as { error: string }).error).to.match(
      /^User: arn:aws:sts::000000000000:assumed-role\/orders-\w+\/shop-dev-orders is not authorized to perform: dynamodb:DeleteItem on resource: arn:aws:dynamodb:us-west-2:000000000000:table\/orders-\w+ because no identity-based policy allows the dynamodb:DeleteItem action$/,
    );
  });

  it("answers at its Function URL", async () => {
    const url = cloud().functionUrls["shop-dev-orders"] ?? "";
    const response = await fetch(`${url}/any/path`);
    expect(await response.json()).to.deep.equal({
      routeKey: "$default",
      rawPath: "/any/path",
      parameters: {},
    });
  });

  it("keeps its tables behind the one endpoint, for any AWS client", async () => {
    const client = new DynamoDBClient({
      endpoint: cloud().awsEndpoint,
      region: "us-west-2",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    });
    const { TableNames: [TableName] = [] } = await client.send(new ListTablesCommand());
    const { Item } = await client.send(new GetItemCommand({ TableName, Key: { id: { S: "2" } } }));
    client.destroy();
    expect(Item?.customer).to.deep.equal({ S: "bob" });
  });
});
