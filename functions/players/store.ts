import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { required } from "../shared/config.ts";
import type { Page, PageRequest } from "../shared/pages.ts";
import { traced } from "../shared/traced.ts";
import { type Claim, claimsOf } from "./claim.ts";
import { Contention, untilSettled } from "./contention.ts";
import { pages } from "./contract.ts";
import { EmailTaken, PlayerNotFound, StatsNotFound, UsernameTaken } from "./errors.ts";
import { isPlayerId, type Player } from "./player.ts";
import { noStats, type Stats } from "./stats.ts";
import { transact, type Write } from "./transaction.ts";

const PLAYERS = required("TABLE_NAME");
const CLAIMS = required("CLAIM_TABLE");
const STATS = required("STATS_TABLE");
const client = traced(DynamoDBDocumentClient.from(new DynamoDBClient({})));

/** Stores a new player with its statistics. @throws UsernameTaken, EmailTaken */
export async function create(player: Player): Promise<void> {
  const { username, email } = claimsOf(player);
  const writes: Write[] = [
    { ...taking(username), otherwise: new UsernameTaken(player.username) },
    { ...taking(email), otherwise: new EmailTaken(player.email) },
    { Put: { TableName: PLAYERS, Item: player, ConditionExpression: "attribute_not_exists(player_id)" } },
    { Put: { TableName: STATS, Item: noStats(player.player_id) } },
  ];
  await untilSettled(() => transact(client, writes));
}

/** @throws PlayerNotFound */
export async function find(player_id: string): Promise<Player> {
  if (!isPlayerId(player_id)) throw new PlayerNotFound(player_id);
  const { Item } = await client.send(
    new GetCommand({ TableName: PLAYERS, Key: { player_id }, ConsistentRead: true }),
  );
  if (Item === undefined) throw new PlayerNotFound(player_id);
  return Item as Player;
}

/** @throws PlayerNotFound, StatsNotFound */
export async function findStats(player_id: string): Promise<Stats> {
  await find(player_id);
  const { Item } = await client.send(new GetCommand({ TableName: STATS, Key: { player_id } }));
  if (Item === undefined) throw new StatsNotFound(player_id);
  return Item as Stats;
}

/** The players, in an order of DynamoDB's own. */
export function list(request: PageRequest): Promise<Page<Player>> {
  return pages.read(
    (position) => client.send(new ScanCommand({ TableName: PLAYERS, ConsistentRead: true, ...position })),
    request,
  );
}

/**
 * Changes a player, and the claim of its email with it.
 * @param change is asked again, with what is there then, when another request has changed the player in between
 * @throws PlayerNotFound, EmailTaken
 */
export function update(player_id: string, change: (player: Player) => Player): Promise<Player> {
  return untilSettled(async () => {
    const before = await find(player_id);
    const after = change(before);
    const [left, taken] = [claimsOf(before).email, claimsOf(after).email];
    const moved: Write[] = [releasing(left), { ...taking(taken), otherwise: new EmailTaken(after.email) }];
    await transact(client, [
      { Put: { TableName: PLAYERS, Item: after, ...unchangedSince(before) }, otherwise: new Contention() },
      ...(left.claim === taken.claim ? [] : moved),
    ]);
    return after;
  });
}

/** Removes a player, its statistics, and its claims. @throws PlayerNotFound */
export function remove(player_id: string): Promise<void> {
  return untilSettled(async () => {
    const player = await find(player_id);
    const { username, email } = claimsOf(player);
    await transact(client, [
      {
        Delete: { TableName: PLAYERS, Key: { player_id }, ...unchangedSince(player) },
        otherwise: new Contention(),
      },
      { Delete: { TableName: STATS, Key: { player_id } } },
      releasing(username),
      releasing(email),
    ]);
  });
}

function taking(claim: Claim): Write {
  return { Put: { TableName: CLAIMS, Item: claim, ConditionExpression: "attribute_not_exists(claim)" } };
}

function releasing({ claim }: Claim): Write {
  return { Delete: { TableName: CLAIMS, Key: { claim } } };
}

/** Each update gives a player another time, so an equal one tells that nobody has been there since. */
function unchangedSince({ updated_at }: Player) {
  return { ConditionExpression: "updated_at = :seen", ExpressionAttributeValues: { ":seen": updated_at } };
}
