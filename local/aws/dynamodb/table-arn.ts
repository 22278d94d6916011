import { accountId, arnOf, parseArn } from "../../arn.ts";

/** Where a call's table is: the region that the call is signed for. */
export function tableArn(region: string, tableNameOrArn: string): string {
  return parseArn(tableNameOrArn) ? tableNameOrArn : arnOf("dynamodb", region, `table/${tableNameOrArn}`);
}

/** The table's name in the ARN of a table, an index or a stream; a name is returned as it is. */
export function tableNameOf(tableNameOrArn: string): string {
  const resource = parseArn(tableNameOrArn)?.resource;
  return resource === undefined ? tableNameOrArn : (resource.split("/")[1] ?? resource);
}

/** Engines put a region of their own into ARNs: `dynoxide`, `ddblocal`. */
const engineArn = /arn:aws:dynamodb:[a-z0-9-]*:\d{12}:table\//g;

/** An engine's answer with its ARNs made those of the declared account and region. */
export function withOurArns(body: string, region: string): string {
  return body.replace(engineArn, `arn:aws:dynamodb:${region}:${accountId}:table/`);
}
