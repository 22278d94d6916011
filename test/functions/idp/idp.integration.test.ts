import { DeleteTableCommand } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, PutCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { contract } from "../../../functions/idp/contract.ts";
import type { FunctionAnswer, FunctionContext, FunctionEvent } from "../../../functions/shared/event.ts";
import { logger } from "../../../functions/shared/logger.ts";
import { type ApiAnswer, itAnswers, type Send } from "../../support/api-case.ts";
import { outputOf } from "../../support/captured-output.ts";
import { setEnvironment, startDynamoDb, type TestDynamoDb } from "../../support/dynamodb.ts";
import { toHandler } from "../../support/invoke-handler.ts";
import { keeping } from "../../support/kept-contract.ts";
import { CREDENTIALS, cases, logIn, refresh, userinfo } from "./idp.cases.ts";
import { items } from "./idp.items.ts";

const TABLES = { TABLE_NAME: "idp-users", TOKEN_TABLE: "idp-tokens" };
const KEYS = { TABLE_NAME: "username", TOKEN_TABLE: "token_hash" };
const CONTEXT: FunctionContext = { awsRequestId: "request-1" };

describe("idp, on a real database", () => {
  let dynamoDb: TestDynamoDb | undefined;
  let client: DynamoDBDocumentClient;
  let handler: (event: FunctionEvent, context: FunctionContext) => Promise<FunctionAnswer>;
  const send: Send = keeping(contract, (request) => toHandler(handler)(request));

  before(async () => {
    const started = await startDynamoDb();
    dynamoDb = started;
    client = DynamoDBDocumentClient.from(started.client);
    for (const table of ["TABLE_NAME", "TOKEN_TABLE"] as const) {
      await started.createTable({
        TableName: TABLES[table],
        AttributeDefinitions: [{ AttributeName: KEYS[table], AttributeType: "S" }],
        KeySchema: [{ AttributeName: KEYS[table], KeyType: "HASH" }],
      });
      for (const Item of items[table]) await client.send(new PutCommand({ TableName: TABLES[table], Item }));
    }
    const restore = setEnvironment(TABLES);
    ({ handler } = await import("../../../functions/idp/handler.ts"));
    restore();
  });
  after(() => dynamoDb?.stop());

  itAnswers(cases, send);

  it("logs in a direct invocation that has a body alone", async () => {
    const answer = await handler({ body: JSON.stringify(CREDENTIALS) }, CONTEXT);
    expect(answer.statusCode).to.equal(200);
    expect(JSON.parse(answer.body ?? "")).to.include({ token_type: "Bearer" });
  });

  it("serves concurrent logins, each with tokens of its own", async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(logIn(CREDENTIALS))));
    expect(answers.map(({ status }) => status)).to.deep.equal(answers.map(() => 200));
    const tokens = answers.flatMap(({ body }) => Object.values(tokensOf(body)));
    expect(new Set(tokens)).to.have.length(20);
  });

  it("stores tokens by their hash alone, with the time when DynamoDB may delete them", async () => {
    const now = Date.now() / 1000;
    const { access_token, refresh_token } = tokensOf((await send(logIn(CREDENTIALS))).body);
    const { Items = [] } = await client.send(new ScanCommand({ TableName: TABLES.TOKEN_TABLE }));
    expect(JSON.stringify(Items)).to.not.include(access_token).and.not.include(refresh_token);
    const expiries = Items.map(({ expires_at }) => Number(expires_at) - now);
    expect(expiries.some((seconds) => Math.abs(seconds - 3600) < 60)).to.equal(true);
    expect(expiries.some((seconds) => Math.abs(seconds - 86_400) < 60)).to.equal(true);
  });

  it("works as much for an unknown user as for a wrong password", async () => {
    // Processor time, which other processes do not lengthen as they do the time on the clock.
    const work = async (username: string) => {
      const before = process.cpuUsage();
      await send(logIn({ username, password: "wrong password" }));
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    const rounds: (readonly [number, number])[] = [];
    for (let round = 0; round < 2; round += 1) rounds.push([await work("costly"), await work("nobody")]);
    const least = (which: 0 | 1) => Math.min(...rounds.map((round) => round[which]));
    expect(least(1) / least(0)).to.be.within(0.2, 5);
  });

  it("says in its log what an operator got wrong in an item, and to the client nothing", async () => {
    const broken = { ...items.TABLE_NAME[0], username: "broken", password: "password123" };
    await client.send(new PutCommand({ TableName: TABLES.TABLE_NAME, Item: broken }));
    let answer: ApiAnswer | undefined;
    const log = await outputOf(async () => {
      answer = await send(logIn({ ...CREDENTIALS, username: "broken" }));
    });
    expect(answer?.status).to.equal(500);
    expect(answer?.body).to.include({ error: "INTERNAL_ERROR", message: "An unexpected error occurred" });
    expect(log).to.include("usr_001 has no good attribute password").and.not.include("password123");
  });

  it("writes no password and no token to its log, not even when the table is gone", async () => {
    const secrets = ["password123", "wrong password"];
    const level = logger.getLevelName();
    logger.setLogLevel("DEBUG");
    const log = await outputOf(async () => {
      const { access_token, refresh_token } = tokensOf((await send(logIn(CREDENTIALS))).body);
      secrets.push(access_token, refresh_token);
      await send(logIn({ ...CREDENTIALS, password: "wrong password" }));
      await send(userinfo(access_token));
      await send(userinfo(refresh_token));
      await send(refresh({ refresh_token }));
      await dynamoDb?.client.send(new DeleteTableCommand({ TableName: TABLES.TOKEN_TABLE }));
      const answers = [logIn(CREDENTIALS), userinfo(access_token), refresh({ refresh_token })].map(send);
      for (const { status } of await Promise.all(answers)) expect(status).to.equal(500);
    }).finally(() => logger.setLogLevel(level));
    expect(log.match(/"The request failed\."/g)).to.have.length(3);
    for (const secret of secrets) expect(log).to.not.include(secret);
  });
});

function tokensOf(body: unknown): { access_token: string; refresh_token: string } {
  const { access_token, refresh_token } = body as { access_token: string; refresh_token: string };
  return { access_token, refresh_token };
}
