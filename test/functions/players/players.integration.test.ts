import { DeleteCommand, DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import fc from "fast-check";
import { claimsOf } from "../../../functions/players/claim.ts";
import { contract } from "../../../functions/players/contract.ts";
import type { Player } from "../../../functions/players/player.ts";
import type { FunctionAnswer, FunctionContext, FunctionEvent } from "../../../functions/shared/event.ts";
import { type ApiAnswer, itAnswers, type Send } from "../../support/api-case.ts";
import { startDynamoDb, type TestDynamoDb } from "../../support/dynamodb.ts";
import { toHandler } from "../../support/invoke-handler.ts";
import { keeping } from "../../support/kept-contract.ts";
import { cases } from "./players.cases.ts";
import { get, idOf, type PlayerBody, post, put, remove, run, someone } from "./requests.ts";
import { allItems, startPlayers } from "./tables.ts";

const CONTEXT: FunctionContext = { awsRequestId: "request-1" };

describe("players, on a real database", () => {
  let dynamoDb: TestDynamoDb | undefined;
  let client: DynamoDBDocumentClient;
  let handler: (event: FunctionEvent, context: FunctionContext) => Promise<FunctionAnswer>;
  const send: Send = keeping(contract, (request) => toHandler(handler)(request));

  before(async () => {
    dynamoDb = await startDynamoDb();
    client = DynamoDBDocumentClient.from(dynamoDb.client);
    handler = await startPlayers(dynamoDb);
  });
  after(() => dynamoDb?.stop());

  itAnswers(cases, send);

  for (const routeKey of [
    "GET /players/{player_id}",
    "DELETE /players/{player_id}",
    "GET /players/{player_id}/stats",
  ]) {
    it(`asks for the id that a direct invocation of ${routeKey} lacks`, async () => {
      const answer = await handler({ routeKey }, CONTEXT);
      expect(answer.statusCode).to.equal(400);
      const body: unknown = JSON.parse(answer.body ?? "");
      expect(body).to.deep.include({ error: "BAD_REQUEST", message: "player_id is required", details: null });
    });
  }

  it("says when the statistics alone are missing", async () => {
    const created = await send(post(someone()));
    const player_id = idOf([created]);
    await client.send(new DeleteCommand({ TableName: "player-stats", Key: { player_id } }));
    const answer = await send(get(`/players/${player_id}/stats`));
    expect(answer.status).to.equal(404);
    expect(answer.body).to.include({ message: `Stats for player '${player_id}' not found` });
    await send(remove(player_id));
  });

  it("gives each player on exactly one page", async () => {
    for (let count = 0; count < 5; count += 1) await send(post(someone()));
    const all = await pageOf(send, "");
    const seen: string[] = [];
    let cursor = "";
    do {
      const page = await pageOf(send, `?limit=3${cursor}`);
      seen.push(...page.ids);
      cursor = page.cursor === undefined ? "" : `&cursor=${page.cursor}`;
    } while (cursor !== "");
    expect(seen.toSorted()).to.deep.equal(all.ids.toSorted());
  });

  it("gives a username to one of 50 who ask for it at once", async () => {
    const username = `wanted.${run}`;
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => send(post({ username, email: `w${index}.${run}@b.cd` }))),
    );
    expect(statusesOf(answers)).to.deep.equal({ 201: 1, 409: 49 });
    await expectConsistent(client);
  });

  it("gives an email to one of 50 creates and 50 updates at once", async () => {
    const others = await Promise.all(Array.from({ length: 50 }, () => send(post(someone()))));
    const email = `wanted.${run}@b.cd`;
    const answers = await Promise.all([
      ...others.map((other) => send(put(idOf([other]), { email }))),
      ...others.map(() => send(post({ ...someone(), email }))),
    ]);
    expect(answers.filter(({ status }) => status < 300)).to.have.length(1);
    expect(answers.filter(({ status }) => status === 409)).to.have.length(99);
    await expectConsistent(client);
  });

  it("gives each of 10 updates at once a later time, and loses none", async () => {
    const created = await send(post(someone()));
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        send(put(idOf([created]), index % 2 === 0 ? { display_name: `${index}` } : { status: "banned" })),
      ),
    );
    expect(statusesOf(answers)).to.deep.equal({ 200: 10 });
    const times = new Set([created, ...answers].map(({ body }) => (body as PlayerBody).updated_at));
    expect(times).to.have.length(11);
    const last = await send(get(`/players/${idOf([created])}`));
    expect(last.body).to.include({ status: "banned", updated_at: [...times].toSorted().at(-1) });
  });

  it("removes a player for one of 20 who ask for it at once", async () => {
    const id = idOf([await send(post(someone()))]);
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(remove(id))));
    expect(statusesOf(answers)).to.deep.equal({ 204: 1, 404: 19 });
    await expectConsistent(client);
  });

  it("keeps players, claims and statistics in step, whatever runs at the same time", async function () {
    this.timeout(60_000);
    const name = fc.constantFrom("ann", "ANN", "bob", "cyd");
    const player = fc.nat({ max: 9 });
    const step = fc.oneof(
      fc.record({ kind: fc.constant("create" as const), username: name, email: name }),
      fc.record({ kind: fc.constant("update" as const), player, email: fc.option(name) }),
      fc.record({ kind: fc.constant("delete" as const), player }),
    );
    const rounds = fc.array(fc.array(step, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(rounds, async (batches) => {
        const ids: string[] = [];
        for (const batch of batches) {
          const idAt = (index: number) => ids[index % Math.max(ids.length, 1)] ?? "none";
          const requests = batch.map((each) => {
            if (each.kind === "delete") return remove(idAt(each.player));
            if (each.kind === "update")
              return put(idAt(each.player), { email: each.email && `${each.email}@b.cd` });
            return post({ username: each.username, email: `${each.email}@b.cd` });
          });
          const answers = await Promise.all(requests.map(send));
          for (const { status } of answers) expect(status).to.be.oneOf([200, 201, 204, 404, 409]);
          ids.push(...answers.filter(({ status }) => status === 201).map((answer) => idOf([answer])));
          await expectConsistent(client);
        }
        await Promise.all(ids.map((id) => send(remove(id))));
      }),
      { numRuns: 15 },
    );
  });
});

/** Each player has its two claims and its statistics, and there are no others. */
async function expectConsistent(client: DynamoDBDocumentClient): Promise<void> {
  const players = (await allItems(client, "players")) as unknown as Player[];
  const claims = await allItems(client, "player-claims");
  const stats = await allItems(client, "player-stats");
  const expected = players.flatMap((player) => Object.values(claimsOf(player)));
  // In the same order, one comparison is enough: deep.members compares each with all.
  expect(inOrder(claims)).to.deep.equal(inOrder(expected));
  expect(stats.map(({ player_id }) => player_id)).to.have.members(players.map(({ player_id }) => player_id));
}

function inOrder<T extends { readonly claim?: unknown }>(claims: readonly T[]): T[] {
  return claims.toSorted((a, b) => (String(a.claim) < String(b.claim) ? -1 : 1));
}

function statusesOf(answers: readonly ApiAnswer[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

async function pageOf(send: Send, query: string): Promise<{ ids: string[]; cursor?: string }> {
  const { status, body } = await send(get(`/players${query}`));
  expect(status).to.equal(200);
  const { players, cursor } = body as { players: PlayerBody[]; cursor?: string };
  return { ids: players.map(({ player_id }) => player_id), ...(cursor !== undefined && { cursor }) };
}
